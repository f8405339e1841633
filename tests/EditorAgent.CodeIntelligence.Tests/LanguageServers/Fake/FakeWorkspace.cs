using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.CodeIntelligence.LanguageServers;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Servers;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Fake;

/// <summary>A folder with one source, and a scripted server for it that is made anew for each life.</summary>
internal sealed class FakeWorkspace : IAsyncDisposable, ILanguageServerStarter
{
    public const string Usual =
        """{"textDocumentSync":{"openClose":true,"change":2,"save":{"includeText":true}},"documentSymbolProvider":true,"referencesProvider":true,"renameProvider":true,"codeActionProvider":true,"executeCommandProvider":{"commands":["fix"]}}""";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("lsp-fake-");
    private readonly string capabilities;
    private readonly Func<FakeServer, JsonElement, Task<bool>> script;
    private readonly LanguageServerSet set;

    public FakeWorkspace(Func<FakeServer, string, JsonElement, Task<bool>> script, string capabilities = Usual, LspLimits? limits = null, TimeProvider? time = null)
    {
        this.capabilities = capabilities;
        this.script = (server, message) => script(server, message.GetProperty("method").GetString()!, message);
        this.Root = new Workspace(this.folder.FullName, [], []).RealRoot;
        File.WriteAllText(this.Source, "thing\nother thing\n");
        this.set = new LanguageServerSet(
            [new LanguageServerDeclaration
            {
                Name = "fake",
                Command = "fake",
                Languages = ImmutableSortedDictionary<string, string>.Empty.Add(".fake", "fakish"),
                Settings = JsonDocument.Parse("""{"fake":{"deep":{"level":3}},"dotted.name":true}""").RootElement,
            }],
            this,
            new Workspace(this.Root, [], []),
            limits ?? new LspLimits(),
            time ?? TimeProvider.System);
    }

    public string Root { get; }

    public string Source => Path.Combine(this.Root, "a.fake");

    public string SourceUri => FileUri.Of(this.Source);

    public LanguageServerEngine Engine => this.set.Engines[0];

    /// <summary>One for each life.</summary>
    public List<FakeServer> Servers { get; } = [];

    public Task<ILanguageServerProcess> StartAsync(LanguageServerDeclaration server, CancellationToken cancellationToken)
    {
        var started = new FakeServer(this.capabilities, this.script);
        this.Servers.Add(started);
        return Task.FromResult<ILanguageServerProcess>(started);
    }

    public string? VersionOf(LanguageServerDeclaration server) => null;

    public async ValueTask DisposeAsync()
    {
        await this.set.DisposeAsync();
        this.folder.Delete(recursive: true);
    }
}
