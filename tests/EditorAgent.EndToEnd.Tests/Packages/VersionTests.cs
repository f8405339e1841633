using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EditorAgent.EndToEnd.Tests.Crash;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Packages;

/// <summary>One version everywhere: whoever raises it in Directory.Build.props is told here what else to raise.</summary>
public sealed class VersionTests : IDisposable
{
    /// <summary><c>&lt;version&gt;</c> of a descriptor, <c>version =</c> of a build script, <c>VERSION =</c> of a class.</summary>
    private static readonly Regex Naming = new("""(?im)^[^/*\n]*(?:<version>|\bversion\s*=\s*"?)(\d+\.\d+\.\d+)(?=["<\s])""");

    private readonly AgentFolders folders = new();

    [Fact]
    public async Task Executable_WhenAsked_SaysTheVersionOfTheProduct()
    {
        var said = await AgentProcess.RunAsync(this.folders, "--version");
        await using var agent = await AgentProcess.StartAsync(this.folders, "acp");
        var client = new AcpLines(agent);
        await client.RequestAsync(1, "initialize", new JsonObject { ["protocolVersion"] = 1 });
        var answer = await client.WaitForAnswerAsync(1);

        Assert.Equal($"editor-agent {Versions.Product}\n", said.Stdout);
        Assert.Equal(Versions.Product, answer!.Value.GetProperty("result").GetProperty("agentInfo").GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("clients/vscode/package.json")]
    [InlineData("clients/vscode/package-lock.json")]
    [InlineData("protocol/registry/agent.json")]
    public async Task File_OfAClientOrRegistry_HoldsTheVersionOfTheProduct(string file)
    {
        Assert.SkipUnless(File.Exists(Repository.At(file)), $"{file} is not there");
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Repository.At(file), TestContext.Current.CancellationToken));
        var named = new List<string?> { json.RootElement.GetProperty("version").GetString() };
        if (json.RootElement.TryGetProperty("packages", out var packages))
        {
            named.Add(packages.GetProperty("").GetProperty("version").GetString());
        }

        Assert.All(named, version => Assert.Equal(Versions.Product, version));
    }

    /// <summary>What an editor downloads by the registry's entry, and starts, is what the archive is called and holds.</summary>
    [Fact]
    public async Task Registry_WhereItNamesTheArchive_NamesTheRealOne()
    {
        var file = Repository.At("protocol", "registry", "agent.json");
        Assert.SkipUnless(File.Exists(file), "protocol/registry/agent.json is not there");
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var linux = json.RootElement.GetProperty("distribution").GetProperty("binary").GetProperty("linux-x86_64");
        var name = $"editor-agent-{Versions.Product}-linux-x64";

        Assert.EndsWith($"/{name}.tar.gz", linux.GetProperty("archive").GetString(), StringComparison.Ordinal);
        Assert.Equal($"./{name}/editor-agent", linux.GetProperty("cmd").GetString());
    }

    [Fact]
    public void Rider_WhereItNamesItsVersion_HoldsTheVersionOfTheProduct()
    {
        Assert.SkipUnless(Directory.Exists(Repository.At("clients", "rider")), "clients/rider is not there");
        string[] endings = [".xml", ".properties", ".kts", ".java"];
        var named = Directory.EnumerateFiles(Repository.At("clients", "rider"), "*", SearchOption.AllDirectories)
            .Where(file => endings.Contains(Path.GetExtension(file)))
            .SelectMany(file => Naming.Matches(File.ReadAllText(file)).Select(match => (File: file, Version: match.Groups[1].Value)))
            .ToList();

        Assert.NotEmpty(named);
        Assert.All(named, place => Assert.Equal((place.File, Versions.Product), place));
    }

    public void Dispose() => this.folders.Dispose();
}
