using System.Text.Json;
using EditorAgent.Host.AgentClientProtocol.Agents;
using EditorAgent.Host.AgentClientProtocol.CodeTools;
using EditorAgent.Host.AgentClientProtocol.History;
using EditorAgent.Host.AgentClientProtocol.Keys;
using EditorAgent.Host.AgentClientProtocol.Requests;
using EditorAgent.Host.AgentClientProtocol.Servers;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Host.AgentClientProtocol.Transport;
using EditorAgent.Host.Composition;
using EditorAgent.Protocol;
using EditorAgent.Protocol.Lifecycle;
using EditorAgent.Protocol.Sessions;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol;

/// <summary>
/// The agent's side of ACP version 1 for one client. Serves until the client closes its end or <c>RunAsync</c> is cancelled; then turns
/// are cancelled, journals written, and it returns within two seconds whatever the client or a model does.
/// </summary>
internal sealed partial class AcpServer
{
    /// <summary>How long the end may take: the promise to clients is two seconds.</summary>
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(1.5);

    private readonly AgentComposition composition;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly AcpSessions sessions = new();
    private readonly AcpJsonRpc rpc;
    private readonly OpenSessionRequests opening;
    private readonly CodeBenches codeBenches;
    private ClientProfile? client;
    private bool isLoggedOut;

    public AcpServer(Stream input, Stream output, AgentComposition composition, TimeProvider time, ILogger logger)
    {
        this.composition = composition;
        this.time = time;
        this.logger = logger;
        this.rpc = AcpConnection.Create(input, output, AcpJson.Options, logger);
        this.opening = new OpenSessionRequests(this.rpc, composition, this.sessions, time, logger);
        this.codeBenches = new CodeBenches(composition, logger);
        this.rpc.Disconnected += (_, _) => this.sessions.LeaveAll();
        this.rpc.AddLocalRpcTarget(new AcpMethodTable(this), new JsonRpcTargetOptions { UseSingleObjectParameterDeserialization = true });
        this.rpc.AddLocalRpcTarget(new ReviewMethodTable(this), new JsonRpcTargetOptions { UseSingleObjectParameterDeserialization = true });
        this.rpc.AddLocalRpcTarget(new McpMethodTable(this), new JsonRpcTargetOptions { UseSingleObjectParameterDeserialization = true });
        this.rpc.AddLocalRpcTarget(new MentionMethodTable(this, time), new JsonRpcTargetOptions { UseSingleObjectParameterDeserialization = true });
        this.rpc.AddLocalRpcTarget(new CodeToolMethodTable(this), new JsonRpcTargetOptions { UseSingleObjectParameterDeserialization = true });
        this.rpc.AddLocalRpcTarget(new KeyMethodTable(this), new JsonRpcTargetOptions { UseSingleObjectParameterDeserialization = true });
        this.rpc.AddLocalRpcTarget(new SubagentMethodTable(this), new JsonRpcTargetOptions { UseSingleObjectParameterDeserialization = true });
        this.rpc.AddLocalRpcTarget(new HistoryMethodTable(this), new JsonRpcTargetOptions { UseSingleObjectParameterDeserialization = true });
    }

    /// <returns>Why the connection could not go on; null when it ended as it should.</returns>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        string? fault = null;
        this.rpc.StartListening();
        try
        {
            await this.rpc.Completion.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Asked to end; the client's end of stream would have meant the same.
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or JsonException or ObjectDisposedException)
        {
            this.LogBrokenConnection(exception.Message);
            fault = exception.Message;
        }

        var goodbye = Task.WhenAll(this.sessions.CloseAllAsync(), this.codeBenches.DisposeAsync().AsTask());
        if (await Task.WhenAny(goodbye, Task.Delay(LongestGoodbye, this.time, CancellationToken.None)) != goodbye)
        {
            this.LogSlowGoodbye();
        }

        return fault;
    }

    public InitializeResult Initialize(InitializeParams request)
    {
        // A connection that only reads never becomes another one: the editor starts a new one when the user has trusted.
        var wasRestricted = this.client is { IsRestricted: true };
        var said = ClientProfile.Of(request);
        this.client = said with { IsRestricted = said.IsRestricted || wasRestricted };
        return InitializeRequest.Answer(this.client);
    }

    public AuthenticateResult Authenticate(AuthenticateParams request)
    {
        // A client may also name the login that it has run in a terminal: what counts is what that has left.
        if (request.MethodId is not (InitializeRequest.AuthMethodId or InitializeRequest.TerminalMethodId))
        {
            throw AcpErrors.InvalidParams($"There is no authentication method '{request.MethodId}'; use '{InitializeRequest.AuthMethodId}'.");
        }

        if (Core.Configuration.ModelSelection.From(this.composition.ConfigurationFor(null), null) is Core.Configuration.ModelSelection.NothingConfigured nothing)
        {
            throw AcpErrors.AuthenticationRequired(nothing.Message);
        }

        this.isLoggedOut = false;
        return new AuthenticateResult();
    }

    /// <summary>The keys are the user's configuration and stay; this connection starts no session until it authenticates again.</summary>
    public LogoutResult Logout()
    {
        this.isLoggedOut = true;
        return new LogoutResult();
    }

    public Task<NewSessionResult> NewSessionAsync(NewSessionParams request, CancellationToken cancellationToken) =>
        this.opening.NewAsync(this.ReadyClient(), request, cancellationToken);

    public Task<LoadSessionResult> LoadSessionAsync(LoadSessionParams request, CancellationToken cancellationToken) =>
        this.opening.LoadAsync(this.ReadyClient(), request, cancellationToken);

    public Task<ResumeSessionResult> ResumeSessionAsync(ResumeSessionParams request, CancellationToken cancellationToken) =>
        this.opening.ResumeAsync(this.ReadyClient(), request, cancellationToken);

    public Task<ListSessionsResult> ListSessionsAsync(ListSessionsParams? request, CancellationToken cancellationToken)
    {
        _ = this.GreetedClient();
        return ListSessionsRequest.AnswerAsync(this.composition.Store, request, cancellationToken);
    }

    public async Task<CloseSessionResult> CloseSessionAsync(CloseSessionParams request)
    {
        _ = this.sessions.Get(request.SessionId);
        await this.sessions.CloseAsync(request.SessionId);
        return new CloseSessionResult();
    }

    public async Task<DeleteSessionResult> DeleteSessionAsync(DeleteSessionParams request, CancellationToken cancellationToken)
    {
        _ = this.GreetedClient();
        await this.sessions.CloseAsync(request.SessionId);
        try
        {
            await this.composition.Store.DeleteAsync(AcpSessions.Parse(request.SessionId), cancellationToken);
        }
        catch (Core.Sessions.SessionNotFoundException)
        {
            // What the client wants is already so.
        }

        return new DeleteSessionResult();
    }

    public McpRequests Mcp => new(this.composition, this.logger);

    public CodeToolRequests CodeTools => new(this.codeBenches, this.sessions, this.ReadyClient());

    public KeyRequests Keys => new(this.composition);

    public HistoryRequests History => new(this.composition, this.sessions);

    public SubagentRequests SubagentsOf(string session) => new(this.sessions.Get(session), this.ReadyClient(), this.time, this.logger);

    public ApprovalRequests Approvals => new(this.logger);

    public AcpSession Session(string id) => this.sessions.Get(id);

    /// <summary>The session, for a request that changes files, starts programs or allows one of that.</summary>
    /// <exception cref="LocalRpcException">It is not open, or this connection only reads.</exception>
    public AcpSession UnrestrictedSession(string id)
    {
        var session = this.sessions.Get(id);
        return session.Agent.Permissions.IsRestricted
            ? throw AcpErrors.InvalidRequest("Restricted Mode: until the user trusts this workspace in the editor, nothing is changed or started. Nothing was done.")
            : session;
    }

    /// <summary>An unknown session has nothing to cancel.</summary>
    public void Cancel(CancelNotification request) => this.sessions.Find(request.SessionId)?.CancelTurn();

    private ClientProfile ReadyClient()
    {
        if (this.isLoggedOut)
        {
            throw AcpErrors.AuthenticationRequired($"Logged out; authenticate with '{InitializeRequest.AuthMethodId}' first.");
        }

        return this.GreetedClient();
    }

    private ClientProfile GreetedClient() => this.client ?? throw AcpErrors.InvalidRequest("Send initialize first.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "ACP: the connection broke: {Reason}")]
    private partial void LogBrokenConnection(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "ACP: some sessions did not end in time; their journals are repaired when they are opened again")]
    private partial void LogSlowGoodbye();
}
