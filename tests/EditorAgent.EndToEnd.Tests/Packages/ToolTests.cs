using System.IO.Compression;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Packages;

/// <summary>The .NET tool on a clean home, installed, upgraded and uninstalled by the real <c>dotnet tool</c> from a folder.</summary>
public sealed class ToolTests : IDisposable
{
    private const string Older = "0.0.9";

    private readonly AgentFolders folders = new();

    public ToolTests()
    {
        this.folders.Environment.Remove("EDITORAGENT_HOME");
        this.folders.Environment.Remove("DOTNET_ROOT");
        this.folders.Environment["HOME"] = this.Home;
        this.folders.Environment["DOTNET_CLI_HOME"] = this.Home;
        this.folders.Environment["NUGET_PACKAGES"] = Path.Combine(this.folders.Cache, "packages");
        this.folders.Environment["DOTNET_NOLOGO"] = "1";
        this.folders.Environment["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1";
    }

    private string Home => Path.Combine(this.folders.Home, "clean");

    private string Source => Path.Combine(this.folders.Home, "source");

    private string Command => Path.Combine(this.Home, ".dotnet", "tools", "editor-agent");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tool_OnACleanHome_IsInstalledUpgradedAndLeavesOnlyWhatIsTheUsers()
    {
        await PublishedExecutable.PathAsync();
        Directory.CreateDirectory(this.Home);
        Directory.CreateDirectory(this.Source);
        await File.WriteAllTextAsync(this.folders.WorkFile("nuget.config"), $"""<configuration><packageSources><clear /><add key="here" value="{this.Source}" /></packageSources></configuration>""", Token);
        this.Offer(Older);

        await this.DotnetAsync("tool", "install", "--global", "EditorAgent");
        Assert.Contains($"editoragent      {Older}", await this.DotnetAsync("tool", "list", "--global"), StringComparison.Ordinal);
        var installed = await AgentProcess.RunExecutableAsync(this.Command, this.folders, "--version");
        await this.AskAboutCodeAsync();

        this.Offer(Versions.Product);
        await this.DotnetAsync("tool", "update", "--global", "EditorAgent");
        Assert.Contains($"editoragent      {Versions.Product}", await this.DotnetAsync("tool", "list", "--global"), StringComparison.Ordinal);
        var upgraded = await AgentProcess.RunExecutableAsync(this.Command, this.folders, "sessions", "list");
        var store = Path.Combine(this.Home, ".dotnet", "tools", ".store");
        Assert.DoesNotContain(Directory.EnumerateDirectories(store, "*", SearchOption.AllDirectories), folder => Path.GetFileName(folder) == Older);

        await this.DotnetAsync("tool", "uninstall", "--global", "EditorAgent");

        Assert.True(installed is { ExitCode: 0, Stderr: "" } && installed.Stdout == $"editor-agent {Versions.Product}\n", installed.ToString());
        Assert.True(upgraded.ExitCode == 0 && upgraded.Stdout.Contains("Where is Basket?", StringComparison.Ordinal), upgraded.ToString());
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(this.Home, ".dotnet", "tools"), "*", SearchOption.AllDirectories), file => file.Contains("editor", StringComparison.OrdinalIgnoreCase));
        Assert.True(Directory.Exists(Path.Combine(this.Home, ".editoragent", "sessions")), "the user's sessions went with the tool");
    }

    public void Dispose() => this.folders.Dispose();

    /// <summary>What the tool brings along works from where the SDK put it: the worker for C# is the executable once more.</summary>
    private async Task AskAboutCodeAsync()
    {
        await File.WriteAllTextAsync(this.folders.WorkFile("Shop.cs"), "namespace Shop; public sealed class Basket { public int Count => 1; }\n", Token);
        await using var server = await ScriptedServer.StartAsync("""
            turns:
              - answer: {calls: [{tool: find_symbol, arguments: {query: Basket}}]}
              - answer: {text: 'It is in ${result:(Shop\.cs)}.'}
            """);
        this.folders.WithModel(server);
        var result = await AgentProcess.RunExecutableAsync(this.Command, this.folders, "run", "Where is Basket?");
        Assert.True(result.ExitCode == 0 && result.Stdout.Contains("It is in Shop.cs.", StringComparison.Ordinal), result.ToString());
    }

    /// <summary>Puts the packages into the source as that version: the older ones are the same files under another number.</summary>
    private void Offer(string version)
    {
        foreach (var package in Directory.EnumerateFiles(PublishedExecutable.Packages, $"EditorAgent*.{Versions.Product}.nupkg"))
        {
            var copy = Path.Combine(this.Source, Path.GetFileName(package).Replace(Versions.Product, version, StringComparison.Ordinal));
            File.Copy(package, copy);
            if (version == Versions.Product)
            {
                continue;
            }

            using var zip = ZipFile.Open(copy, ZipArchiveMode.Update);
            foreach (var entry in zip.Entries.Where(entry => entry.Name is "DotnetToolSettings.xml" || entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).ToList())
            {
                Renumber(zip, entry, version);
            }
        }
    }

    private static void Renumber(ZipArchive zip, ZipArchiveEntry entry, string version)
    {
        using var reader = new StreamReader(entry.Open());
        var text = reader.ReadToEnd()
            .Replace($"<version>{Versions.Product}<", $"<version>{version}<", StringComparison.Ordinal)
            .Replace($"Version=\"{Versions.Product}\"", $"Version=\"{version}\"", StringComparison.Ordinal);
        reader.Dispose();
        var name = entry.FullName;
        entry.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }

    private async Task<string> DotnetAsync(params string[] arguments)
    {
        var result = await AgentProcess.RunExecutableAsync(Repository.Dotnet, this.folders, arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Stdout;
    }
}
