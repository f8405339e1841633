using System.Collections.Immutable;
using EditorAgent.Core.Telemetry;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub.Starting;

namespace EditorAgent.Mcp.Hub.Calls;

/// <summary>What became of a call that failed, told so that the model does the right thing next.</summary>
internal static class OutcomeWords
{
    /// <summary>Errors of the protocol by which a server says that it did not even begin: parse, request, method, parameters, headers, capabilities, version.</summary>
    private static readonly ImmutableArray<int> NotBegun = [-32700, -32600, -32601, -32602, -32020, -32021, -32022];

    public static CallOutcome Of(string server, ServerException failure) => failure switch
    {
        { Kind: ServerFailureKind.LoginNeeded } => new CallOutcome.LoginNeeded($"The call did not run: {server} wants the user to log in ({failure.Message.TrimEnd('.')}).")
        {
            Advice = $"Ask the user to log in (editor-agent mcp-config login {server}), then call again.",
        },
        { Kind: ServerFailureKind.Refused, Code: { } code } when NotBegun.Contains(code) => new CallOutcome.NotRun($"The call did not run: {failure.Message}"),
        { Kind: ServerFailureKind.Refused } => new CallOutcome.Answered(new ToolAnswer([new AnswerPart.Text(failure.Message)], null, IsError: true), null),
        { Kind: ServerFailureKind.Unreadable, WasSent: true } => new CallOutcome.Unreadable(failure.Message)
        {
            Advice = $"{server} ran the call, but its answer cannot be read. Do not repeat it to see more; look at what it did another way.",
        },
        { Kind: ServerFailureKind.Busy, Code: RetryRule.TooManyRequests, RetryAfter: null } => new CallOutcome.NotRun($"The call did not run: {failure.Message}"),
        { Kind: ServerFailureKind.Busy, Code: RetryRule.TooManyRequests, RetryAfter: { } wait } => new CallOutcome.NotRun(
            $"The call did not run: {server} asks to be left alone for {Math.Ceiling(wait.TotalSeconds)} seconds. {failure.Message}"),
        { Kind: ServerFailureKind.SessionLost, Code: ServerException.UnknownSession } => new CallOutcome.NotRun(
            $"The call did not run: {server} forgets each session as soon as it is opened. Tell the user, who can look into it with: editor-agent mcp-config test {server}"),
        { WasSent: false } => new CallOutcome.NotRun($"The call did not run: {failure.Message}{LastWords(failure)}") { Advice = Advice(server, failure) },
        _ => Unknown(server, $"{failure.Message}{LastWords(failure)}"),
    };

    public static CallOutcome Unknown(string server, string why) => new CallOutcome.Unknown(why)
    {
        Advice = $"Outcome unknown: the call had been sent to {server} and may have taken effect, so it was not repeated. Look at the state first, with a call that only reads, before you call it again.",
    };

    private static string LastWords(ServerException failure) =>
        failure.ErrorTail.LastOrDefault(line => !string.IsNullOrWhiteSpace(line)) is { } line ? $" Its last words: {SecretMask.Of(CanonicalText.Line(line, 300).Text)}" : "";

    /// <summary>What a person can do about a server that does not come up; that it goes on by itself is the server's matter.</summary>
    private static string? Advice(string server, ServerException failure) => failure switch
    {
        { InnerException: NotReadyException { State: ServerState.NeedsTrust } } => $"Tell the user to look at it with: editor-agent mcp-config trust {server}",
        { InnerException: NotReadyException { State: ServerState.NeedsInput } } => $"Tell the user; values are given with: editor-agent mcp-config edit {server}",
        { InnerException: NotReadyException { State: ServerState.Disabled } } => "Only the user can change that.",
        { Kind: ServerFailureKind.Unreachable or ServerFailureKind.TimedOut or ServerFailureKind.Ended } => $"Tell the user, who can look into it with: editor-agent mcp-config test {server}",
        _ => null,
    };

    public static string NameOf(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Answered { Answer.Age: not null } => "cached",
        CallOutcome.Answered { Answer.IsError: true } => "tool_error",
        CallOutcome.Answered => "answered",
        CallOutcome.Unknown => "unknown",
        CallOutcome.Unreadable => "unreadable",
        _ => "not_run",
    };
}
