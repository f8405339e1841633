using Xunit;

namespace EditorAgent.EndToEnd.Tests.Executable;

/// <summary>A user of their own: an empty user folder, an empty workspace, and the environment in which the executable sees only these.</summary>
internal sealed class AgentFolders : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("editor-agent-e2e-");

    public AgentFolders()
    {
        Directory.CreateDirectory(this.Home);
        Directory.CreateDirectory(this.Workspace);
        Directory.CreateDirectory(this.Cache);
        foreach (var (name, value) in Inherited())
        {
            this.Environment[name] = value;
        }

        this.Environment["EDITORAGENT_HOME"] = this.Home;
        this.Environment["EDITORAGENT_CACHE"] = this.Cache;
        this.Environment["DOTNET_ROOT"] = Repository.DotnetRoot;
    }

    /// <summary>The user folder, <c>EDITORAGENT_HOME</c>.</summary>
    public string Home => Path.Combine(this.root.FullName, "home");

    /// <summary>Where what can be made again is kept, <c>EDITORAGENT_CACHE</c>.</summary>
    public string Cache => Path.Combine(this.root.FullName, "cache");

    public string Workspace => Path.Combine(this.root.FullName, "work");

    /// <summary>The whole environment of processes started with these folders; tests add to it.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <param name="server">Where the model is.</param>
    /// <param name="provider">The dialect: <c>openai</c> or <c>anthropic</c>.</param>
    public AgentFolders WithModel(ScriptedServer server, string provider = "openai") => this.WithModel(server.BaseUrl(), provider);

    public AgentFolders WithModel(string baseUrl, string provider = "openai")
    {
        this.Environment["EDITORAGENT_BASE_URL"] = baseUrl;
        this.Environment["EDITORAGENT_API_KEY"] = "sk-not-a-real-key";
        this.Environment["EDITORAGENT_MODEL"] = "scripted";
        this.Environment["EDITORAGENT_PROVIDER"] = provider;
        return this;
    }

    public AgentFolders WithConfig(string toml)
    {
        File.WriteAllText(Path.Combine(this.Home, "config.toml"), toml);
        return this;
    }

    /// <summary>The user trusts the workspace as it is now, by the verb for it.</summary>
    public async Task TrustAsync()
    {
        var result = await AgentProcess.RunAsync(this, "trust", "grant", "--yes", "--cwd", this.Workspace);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    public string WorkFile(string name) => Path.Combine(this.Workspace, name);

    /// <summary>Every session's journal by its session's id.</summary>
    public IReadOnlyDictionary<string, string> Journals()
    {
        var sessions = Path.Combine(this.Home, "sessions");
        return Directory.Exists(sessions)
            ? Directory.EnumerateFiles(sessions, "journal.jsonl", SearchOption.AllDirectories)
                .ToDictionary(file => Path.GetFileName(Path.GetDirectoryName(file)!), File.ReadAllText)
            : new Dictionary<string, string>();
    }

    public void Dispose() => this.root.Delete(recursive: true);

    /// <summary>What the tests were started with, without anybody's keys, models or the switches of the test runner's own build.</summary>
    private static IEnumerable<(string Name, string Value)> Inherited()
    {
        string[] foreign = ["EDITORAGENT_", "MOONSHOT_", "MSBUILD", "OPENAI_", "ANTHROPIC_"];
        return System.Environment.GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .Select(entry => ((string)entry.Key, (string)entry.Value!))
            .Where(entry => !foreign.Any(prefix => entry.Item1.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));
    }
}
