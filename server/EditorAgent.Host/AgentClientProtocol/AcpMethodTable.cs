using EditorAgent.Host.AgentClientProtocol.Requests;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Protocol;
using EditorAgent.Protocol.Extensions;
using EditorAgent.Protocol.Lifecycle;
using EditorAgent.Protocol.Sessions;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol;

/// <summary>
/// The methods on the wire, one line each. Params default to null because the library calls nothing otherwise when they are absent;
/// results are always objects because the schema knows no null.
/// </summary>
internal sealed class AcpMethodTable(AcpServer server)
{
    [JsonRpcMethod(AcpMethods.Agent.Initialize, UseSingleObjectParameterDeserialization = true)]
    public InitializeResult Initialize(InitializeParams? request = null) =>
        server.Initialize(AcpErrors.Required(request, AcpMethods.Agent.Initialize));

    [JsonRpcMethod(AcpMethods.Agent.Authenticate, UseSingleObjectParameterDeserialization = true)]
    public AuthenticateResult Authenticate(AuthenticateParams? request = null) =>
        server.Authenticate(AcpErrors.Required(request, AcpMethods.Agent.Authenticate));

    [JsonRpcMethod(AcpMethods.Agent.Logout, UseSingleObjectParameterDeserialization = true)]
    public LogoutResult Logout(LogoutParams? request = null) => server.Logout();

    [JsonRpcMethod(AcpMethods.Agent.NewSession, UseSingleObjectParameterDeserialization = true)]
    public Task<NewSessionResult> NewSessionAsync(NewSessionParams? request = null, CancellationToken cancellationToken = default) =>
        server.NewSessionAsync(AcpErrors.Required(request, AcpMethods.Agent.NewSession), cancellationToken);

    [JsonRpcMethod(AcpMethods.Agent.LoadSession, UseSingleObjectParameterDeserialization = true)]
    public Task<LoadSessionResult> LoadSessionAsync(LoadSessionParams? request = null, CancellationToken cancellationToken = default) =>
        server.LoadSessionAsync(AcpErrors.Required(request, AcpMethods.Agent.LoadSession), cancellationToken);

    [JsonRpcMethod(AcpMethods.Agent.ResumeSession, UseSingleObjectParameterDeserialization = true)]
    public Task<ResumeSessionResult> ResumeSessionAsync(ResumeSessionParams? request = null, CancellationToken cancellationToken = default) =>
        server.ResumeSessionAsync(AcpErrors.Required(request, AcpMethods.Agent.ResumeSession), cancellationToken);

    [JsonRpcMethod(AcpMethods.Agent.ListSessions, UseSingleObjectParameterDeserialization = true)]
    public Task<ListSessionsResult> ListSessionsAsync(ListSessionsParams? request = null, CancellationToken cancellationToken = default) =>
        server.ListSessionsAsync(request, cancellationToken);

    [JsonRpcMethod(AcpMethods.Agent.CloseSession, UseSingleObjectParameterDeserialization = true)]
    public Task<CloseSessionResult> CloseSessionAsync(CloseSessionParams? request = null) =>
        server.CloseSessionAsync(AcpErrors.Required(request, AcpMethods.Agent.CloseSession));

    [JsonRpcMethod(AcpMethods.Agent.DeleteSession, UseSingleObjectParameterDeserialization = true)]
    public Task<DeleteSessionResult> DeleteSessionAsync(DeleteSessionParams? request = null, CancellationToken cancellationToken = default) =>
        server.DeleteSessionAsync(AcpErrors.Required(request, AcpMethods.Agent.DeleteSession), cancellationToken);

    [JsonRpcMethod(AcpMethods.Agent.Prompt, UseSingleObjectParameterDeserialization = true)]
    public Task<PromptResult> PromptAsync(PromptParams? request = null, CancellationToken cancellationToken = default)
    {
        var prompt = AcpErrors.Required(request, AcpMethods.Agent.Prompt);
        var session = server.Session(prompt.SessionId);
        if (CompactRequest.InstructionIn(prompt.Prompt) is { } wish)
        {
            return session.CompactAsync(wish, cancellationToken);
        }

        return SlashCommands.IsUndo(prompt.Prompt) ? UndoTurnRequest.AsPromptAsync(server.UnrestrictedSession(prompt.SessionId), cancellationToken)
            : SlashCommands.IsAnswered(prompt.Prompt) ? SlashCommands.AnswerAsync(session, prompt.Prompt, cancellationToken)
            : session.PromptAsync(PromptContent.From(prompt.Prompt), PromptResolution.For(session, prompt.Prompt), cancellationToken);
    }

    [JsonRpcMethod(AcpMethods.Agent.Cancel, UseSingleObjectParameterDeserialization = true)]
    public void Cancel(CancelNotification? request = null)
    {
        if (request is not null)
        {
            server.Cancel(request);
        }
    }

    [JsonRpcMethod(AcpMethods.Agent.SetSessionMode, UseSingleObjectParameterDeserialization = true)]
    public SetSessionModeResult SetSessionMode(SetSessionModeParams? request = null)
    {
        var wanted = AcpErrors.Required(request, AcpMethods.Agent.SetSessionMode);
        server.Session(wanted.SessionId).Settings.SetMode(wanted.ModeId);
        return new SetSessionModeResult();
    }

    [JsonRpcMethod(AcpMethods.Agent.SetSessionConfigOption, UseSingleObjectParameterDeserialization = true)]
    public SetSessionConfigOptionResult SetSessionConfigOption(SetSessionConfigOptionParams? request = null)
    {
        var wanted = AcpErrors.Required(request, AcpMethods.Agent.SetSessionConfigOption);
        return new SetSessionConfigOptionResult
        {
            ConfigOptions = server.Session(wanted.SessionId).Settings.SetOption(wanted.ConfigId, wanted.Value),
        };
    }

    [JsonRpcMethod(AcpMethods.Agent.SetSessionModel, UseSingleObjectParameterDeserialization = true)]
    public SetSessionModelResult SetSessionModel(SetSessionModelParams? request = null)
    {
        var wanted = AcpErrors.Required(request, AcpMethods.Agent.SetSessionModel);
        server.Session(wanted.SessionId).Settings.SetModel(wanted.ModelId);
        return new SetSessionModelResult();
    }

    [JsonRpcMethod(EditorAgentMethods.CodeAction, UseSingleObjectParameterDeserialization = true)]
    public Task<CodeActionResult> CodeActionAsync(CodeActionParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.CodeAction);
        return CodeActionTurn.RunAsync(server.Session(wanted.SessionId), wanted, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.Steer, UseSingleObjectParameterDeserialization = true)]
    public SteerResult Steer(SteerParams? request = null)
    {
        var words = AcpErrors.Required(request, EditorAgentMethods.Steer);
        return server.Session(words.SessionId).Agent.TrySteer(PromptContent.From(words.Prompt))
            ? new SteerResult()
            : throw AcpErrors.InvalidRequest($"No turn is running in this session; send {AcpMethods.Agent.Prompt} instead.");
    }

    [JsonRpcMethod(EditorAgentMethods.UndoTurn, UseSingleObjectParameterDeserialization = true)]
    public Task<UndoTurnResult> UndoTurnAsync(UndoTurnParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.UndoTurn);
        return UndoTurnRequest.AnswerAsync(server.UnrestrictedSession(wanted.SessionId), wanted.TurnId, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.TrustStatus, UseSingleObjectParameterDeserialization = true)]
    public Task<TrustStatusResult> TrustStatusAsync(TrustStatusParams? request = null, CancellationToken cancellationToken = default) =>
        TrustRequests.StatusAsync(server.Session(AcpErrors.Required(request, EditorAgentMethods.TrustStatus).SessionId), cancellationToken);

    [JsonRpcMethod(EditorAgentMethods.GrantTrust, UseSingleObjectParameterDeserialization = true)]
    public Task<GrantTrustResult> GrantTrustAsync(GrantTrustParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.GrantTrust);
        return TrustRequests.GrantAsync(server.UnrestrictedSession(wanted.SessionId), wanted, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.RevokeTrust, UseSingleObjectParameterDeserialization = true)]
    public Task<RevokeTrustResult> RevokeTrustAsync(RevokeTrustParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.RevokeTrust);
        return TrustRequests.RevokeAsync(server.Session(wanted.SessionId), wanted, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.ListApprovals, UseSingleObjectParameterDeserialization = true)]
    public ListApprovalsResult ListApprovals(ListApprovalsParams? request = null) =>
        ApprovalRequests.List(server.Session(AcpErrors.Required(request, EditorAgentMethods.ListApprovals).SessionId));

    [JsonRpcMethod(EditorAgentMethods.AnswerApproval, UseSingleObjectParameterDeserialization = true)]
    public Task<AnswerApprovalResult> AnswerApprovalAsync(AnswerApprovalParams? request = null, CancellationToken cancellationToken = default)
    {
        var answer = AcpErrors.Required(request, EditorAgentMethods.AnswerApproval);
        return server.Approvals.AnswerAsync(server.Session(answer.SessionId), answer, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.RevokeApproval, UseSingleObjectParameterDeserialization = true)]
    public Task<RevokeApprovalResult> RevokeApprovalAsync(RevokeApprovalParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.RevokeApproval);
        return ApprovalRequests.RevokeAsync(server.Session(wanted.SessionId), wanted.GrantId, cancellationToken);
    }

    [JsonRpcMethod(EditorAgentMethods.ExplainPermission, UseSingleObjectParameterDeserialization = true)]
    public Task<ExplainPermissionResult> ExplainPermissionAsync(ExplainPermissionParams? request = null, CancellationToken cancellationToken = default)
    {
        var wanted = AcpErrors.Required(request, EditorAgentMethods.ExplainPermission);
        return ExplainPermissionRequest.AnswerAsync(server.Session(wanted.SessionId), wanted, cancellationToken);
    }
}
