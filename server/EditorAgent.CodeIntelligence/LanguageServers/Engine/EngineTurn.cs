using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;
using EditorAgent.CodeIntelligence.LanguageServers.Servers;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>One question to one running server that knows all texts as they are now. What the answer shows is collected here.</summary>
internal sealed class EngineTurn
{
    private const int MostNamesakes = 60;

    private readonly Dictionary<string, (long Generation, ImmutableArray<CodeSymbol> Symbols)> symbols = new(StringComparer.Ordinal);
    private readonly LanguageServer server;

    public EngineTurn(LanguageServer server, LanguageServerSession session, SourceTexts texts, LspLimits limits, TimeSpan allowance, CancellationToken cancellationToken)
    {
        this.server = server;
        this.Session = session;
        this.Texts = texts;
        this.Limits = limits;
        this.Allowance = allowance;
        this.Cancellation = cancellationToken;
    }

    public LanguageServerSession Session { get; }

    public SourceTexts Texts { get; }

    public LspLimits Limits { get; }

    /// <summary>What the question may take.</summary>
    public TimeSpan Allowance { get; }

    /// <summary>How long diagnostics are waited for.</summary>
    public TimeSpan Patience => this.Allowance * 0.8;

    /// <summary>The question's caller and its deadline.</summary>
    public CancellationToken Cancellation { get; }

    public List<SeenVersion> Seen { get; } = [];

    public List<CodePlace> Places { get; } = [];

    /// <summary>What the answer does not cover, each fit for the coverage line.</summary>
    public List<string> Gaps { get; } = [];

    public LanguageServerDeclaration Declaration => this.server.Declaration;

    public ServerCapabilities Capabilities => this.Session.State.Capabilities;

    public string Encoding => this.Capabilities.PositionEncoding;

    public string Root => this.Texts.Workspace.RealRoot;

    /// <summary>The workspace's sources in the server's languages.</summary>
    public IEnumerable<string> Sources =>
        this.Session.Documents.Files.Keys.Concat(this.Texts.Buffers).Where(path => this.Declaration.LanguageOf(path) is not null).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public string Coverage
    {
        get
        {
            var state = this.Session.State.Progress.Current is { } busy ? $"busy: {busy}" : "ready";
            var gaps = this.Gaps.Count > 0 ? $" ({string.Join("; ", this.Gaps.Distinct())})" : "";
            return $"coverage: {this.server.Title}{gaps} · {state} · fresh";
        }
    }

    public bool IsComplete => this.Gaps.Count == 0 && this.Session.State.Progress.IsIdle;

    public Task<JsonElement> AskAsync(string method, object parameters) => this.Session.Connection.RequestAsync(method, parameters, this.Allowance, this.Cancellation);

    public string NameOf(string path) => this.Texts.NameOf(path);

    /// <summary>The header above a file's lines; the model has then seen that version.</summary>
    public string Header(SourceFile file)
    {
        if (this.Seen.TrueForAll(seen => seen.Path != file.Path))
        {
            this.Seen.Add(file.Shown.Seen);
        }

        return file.Shown.Header(this.Root);
    }

    /// <summary>The file as the server has it; null when there is no such text in the workspace.</summary>
    public async Task<SourceFile?> OpenAsync(string path) => (await this.Session.Documents.EnsureAsync(path, this.Cancellation))?.File;

    /// <summary>The file's symbols; empty when there is no such text.</summary>
    public async Task<ImmutableArray<CodeSymbol>> SymbolsAsync(string path)
    {
        if (await this.OpenAsync(path) is not { } file || !this.Capabilities.Has("textDocument/documentSymbol"))
        {
            return [];
        }

        if (this.symbols.TryGetValue(path, out var known) && known.Generation == this.Session.Documents.Generation)
        {
            return known.Symbols;
        }

        var answer = await this.AskAsync("textDocument/documentSymbol", new TextDocumentParams(new TextDocumentIdentifier(FileUri.Of(path))));
        var read = SymbolTree.Of(answer, file, this.Encoding);
        this.symbols[path] = (this.Session.Documents.Generation, read);
        return read;
    }

    public TextDocumentPositionParams At(CodeSymbol symbol) =>
        new(new TextDocumentIdentifier(FileUri.Of(symbol.File.Path)), symbol.File.PositionOf(symbol.Selection, this.Encoding));

    /// <summary>
    /// Opens the sources that hold a name, so that a server which knows only what is open, or one project of several, sees them; and waits
    /// a moment for a server that is still indexing.
    /// </summary>
    public async Task OpenNamesakesAsync(string name)
    {
        var all = Namesakes.Holding(this.Texts, this.Sources, name, this.Cancellation);
        foreach (var path in all.Take(MostNamesakes))
        {
            await this.OpenAsync(path);
        }

        if (all.Length > MostNamesakes && !this.HasMarkedRoot)
        {
            this.Gaps.Add($"no project file found: {MostNamesakes} of {all.Length} files that name it were opened");
        }

        await this.Session.State.Progress.IdleAsync(TimeSpan.FromSeconds(5), this.Cancellation);
    }

    /// <summary>Files of a scope: a file or a directory from the root; null is everything.</summary>
    public bool IsInScope(string path, string? scope)
    {
        if (scope is null or "" or "." or "solution")
        {
            return true;
        }

        var named = this.NameOf(path);
        var wanted = scope.Replace('\\', '/').TrimEnd('/');
        wanted = wanted.StartsWith("./", StringComparison.Ordinal) ? wanted[2..] : wanted;
        return named == wanted || named.StartsWith(wanted + "/", StringComparison.Ordinal) || path == scope;
    }

    private bool HasMarkedRoot =>
        this.Session.Documents.Files.Keys.Any(path => this.Declaration.RootMarkers.Contains(Path.GetFileName(path), StringComparer.Ordinal));
}
