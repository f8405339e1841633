using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Servers;

/// <summary>One life of a server, from its start to its end.</summary>
internal sealed class LanguageServerSession : IAsyncDisposable
{
    private static readonly TimeSpan InitializeDeadline = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    private readonly ILanguageServerProcess process;
    private readonly TimeProvider time;
    private readonly Task buried;

    private LanguageServerSession(
        ILanguageServerProcess process, LanguageServerDeclaration declaration, SourceTexts texts, ImmutableArray<WorkspaceFolder> folders, LspLimits limits, TimeProvider time)
    {
        this.process = process;
        this.time = time;
        this.State = new SessionState(declaration.Settings, folders, time);
        this.Connection = new LspConnection(process.Output, process.Input, new ServerRequests(this.State), this.State.Receive, limits, time);
        this.Documents = new DocumentSync(this.Connection, this.State, texts, declaration.LanguageOf);
        this.buried = this.BuryAsync();
    }

    public SessionState State { get; }

    public LspConnection Connection { get; }

    public DocumentSync Documents { get; }

    /// <summary>As the server says it.</summary>
    public PeerName? Name { get; private set; }

    /// <summary>Why it is over: a clause that goes behind the server's name.</summary>
    public Task<string> Ended => this.Connection.Ended;

    /// <summary>The last things it complained of, for a message.</summary>
    public ImmutableArray<string> ErrorTail => this.process.ErrorTail;

    /// <exception cref="LanguageServerException">It does not get as far as being asked.</exception>
    public static async Task<LanguageServerSession> StartAsync(
        ILanguageServerProcess process, LanguageServerDeclaration declaration, SourceTexts texts, LspLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        var folders = ProjectRoots.Of(declaration, texts.Workspace, cancellationToken);
        var session = new LanguageServerSession(process, declaration, texts, folders, limits, time);
        try
        {
            await session.InitializeAsync(declaration, cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks it to end, and ends it with all it started when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!this.Connection.Ended.IsCompleted)
            {
                await this.Connection.RequestAsync("shutdown", null, Goodbye, CancellationToken.None);
                await this.Connection.NotifyAsync("exit", null, CancellationToken.None);
                await this.process.Ended.WaitAsync(Goodbye, this.time, CancellationToken.None);
            }
        }
        catch (Exception deaf) when (deaf is LanguageServerException or TimeoutException)
        {
            // It was asked; now it is ended.
        }

        this.Connection.Dispose();
        await this.buried;
    }

    /// <summary>A server that cannot be talked to any more is ended at once, not when somebody asks it next.</summary>
    private async Task BuryAsync()
    {
        await this.Connection.Ended;
        await this.process.DisposeAsync();
    }

    private async Task InitializeAsync(LanguageServerDeclaration declaration, CancellationToken cancellationToken)
    {
        this.Connection.Start();
        var answer = await this.Connection.RequestAsync(
            "initialize",
            new InitializeParams(
                null,
                new PeerName("EditorAgent"),
                this.State.Folders[0].Uri,
                FileUri.PathOf(this.State.Folders[0].Uri)!,
                this.State.Folders,
                ClientCapabilities.Json,
                declaration.InitializationOptions),
            InitializeDeadline,
            cancellationToken);
        var result = LspAnswer.Of<InitializeResult>(answer, "initialize");
        this.State.Capabilities.Declare(result.Capabilities);
        this.Name = result.ServerInfo;
        await this.Connection.NotifyAsync("initialized", new NoParams(), cancellationToken);
        await this.Connection.NotifyAsync("workspace/didChangeConfiguration", new DidChangeConfigurationParams(declaration.Settings), cancellationToken);
    }
}
