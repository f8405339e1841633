using System.Text;
using System.Text.Json;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.Headless;
using EditorAgent.ModelProviders.Scripted;
using EditorAgent.ScriptedModelServer;

namespace EditorAgent.Tests.Headless;

/// <summary>A user's folder, a workspace and a scripted vendor on loopback; runs go through the verb's own door, in process.</summary>
internal sealed class HeadlessBench : IAsyncDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("editor-agent-headless-");

    private HeadlessBench(ScriptedModelHost server)
    {
        this.Server = server;
        Directory.CreateDirectory(this.Workspace);
        Directory.CreateDirectory(Path.Combine(this.root.FullName, "home"));
        this.Configure("");
    }

    public ScriptedModelHost Server { get; }

    public string Workspace => Path.Combine(this.root.FullName, "work");

    public string Home => Path.Combine(this.root.FullName, "home");

    public static async Task<HeadlessBench> StartAsync(string conversation, CancellationToken cancellationToken)
    {
        var server = await ScriptedModelHost.StartAsync(ScriptedConversation.Parse(conversation, "test.yaml"), new ScriptedModelOptions(), cancellationToken);
        return new HeadlessBench(server);
    }

    /// <param name="model">More keys below the model.</param>
    /// <param name="rest">More tables.</param>
    public void Configure(string model, string rest = "") => File.WriteAllText(Path.Combine(this.Home, "config.toml"), $"""
        default_model = "main"
        [providers.local]
        type = "openai"
        base_url = "{this.Server.BaseUrl}"
        [models.main]
        provider = "local"
        model = "scripted"
        {model}
        {rest}
        """);

    public void Write(string name, string text)
    {
        var path = Path.Combine(this.Workspace, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public string WriteOutside(string name, string text)
    {
        var path = Path.Combine(this.root.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    public async Task<(int Code, string Stdout)> RunAsync(HeadlessRequest request)
    {
        using var stdout = new MemoryStream();
        var code = await HeadlessRun.RunAsync(this.Context(stdout), request with { Folder = this.Workspace });
        return (code, Encoding.UTF8.GetString(stdout.ToArray()));
    }

    public async Task<(int Code, JsonElement[] Events)> RunAsJsonAsync(HeadlessRequest request)
    {
        var (code, text) = await this.RunAsync(request with { Json = true });
        return (code, [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))]);
    }

    /// <summary>What is typed behind <c>editor-agent</c>, parsed and answered as in a shell; stderr holds refusals only.</summary>
    public Task<(int Code, string Stdout, string Stderr)> TypeAsync(params string[] args) => this.TypeAsync(TextReader.Null, args);

    public async Task<(int Code, string Stdout, string Stderr)> TypeAsync(TextReader stdin, params string[] args)
    {
        using var stdout = new MemoryStream();
        await using var stderr = new StringWriter();
        var code = await VerbRunner.RunAsync(args, this.Context(stdout) with { Stderr = stderr, Stdin = stdin });
        return (code, Encoding.UTF8.GetString(stdout.ToArray()), stderr.ToString());
    }

    public VerbContext Context(Stream stdout) => new(stdout, new Dictionary<string, string>
    {
        ["EDITORAGENT_HOME"] = this.Home,
        ["EDITORAGENT_CACHE"] = Path.Combine(this.root.FullName, "cache"),
        ["HOME"] = this.root.FullName,
    });

    /// <summary>The bodies that the vendor got, in their order.</summary>
    public IReadOnlyList<string> Requests => [.. this.Server.Requests.Select(request => Encoding.UTF8.GetString(request.Body.Span))];

    public async ValueTask DisposeAsync()
    {
        await this.Server.DisposeAsync();
        this.root.Delete(recursive: true);
    }
}
