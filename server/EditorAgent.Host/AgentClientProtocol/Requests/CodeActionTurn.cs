using EditorAgent.Core.Agent.CodeActions;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Host.AgentClientProtocol.Updates;
using EditorAgent.Protocol.Content;
using EditorAgent.Protocol.Extensions;
using EditorAgent.Protocol.Updates;
using WireAction = EditorAgent.Protocol.Extensions.CodeActionName;

namespace EditorAgent.Host.AgentClientProtocol.Requests;

/// <summary>A code action as a turn. The user's words are the agent's here, so the client is shown them first.</summary>
internal static class CodeActionTurn
{
    public static async Task<CodeActionResult> RunAsync(AcpSession session, CodeActionParams request, CancellationToken cancellationToken)
    {
        var wanted = From(request);
        var result = await session.PromptAsync([], (_, token) => ComposeAsync(session, wanted, token), cancellationToken);
        return new CodeActionResult { StopReason = result.StopReason, Meta = result.Meta };
    }

    private static async Task<System.Collections.Immutable.ImmutableArray<Core.Models.ContentPart>> ComposeAsync(AcpSession session, CodeActionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var prompt = await session.Agent.CodeActions.ComposeAsync(request, cancellationToken);
            var id = $"code_action_{Guid.CreateVersion7():N}";
            session.Updates.Post(new SessionUpdate.UserMessageChunk { Content = Chunks.Text(prompt.Said), MessageId = id });
            session.Updates.Post(new SessionUpdate.UserMessageChunk
            {
                Content = new ContentBlock.ResourceLink { Uri = new Uri(prompt.File).AbsoluteUri, Name = Path.GetFileName(prompt.File) },
                MessageId = id,
            });
            return prompt.Content;
        }
        catch (CodeActionException impossible)
        {
            throw AcpErrors.InvalidParams(impossible.Message);
        }
    }

    private static CodeActionRequest From(CodeActionParams request) => new()
    {
        Kind = request.Action switch
        {
            WireAction.Fix => CodeActionKind.Fix,
            WireAction.FixAndAddTests => CodeActionKind.FixAndAddTests,
            WireAction.AddTests => CodeActionKind.AddTests,
            WireAction.Explain => CodeActionKind.Explain,
            WireAction.Document => CodeActionKind.Document,
            _ => CodeActionKind.FixTest,
        },
        Path = request.Path,
        Range = request.Range is { } range ? From(range) : null,
        Diagnostics = [.. (request.Diagnostics ?? []).Select(diagnostic => new CodeActionDiagnostic(diagnostic.Message, From(diagnostic.Range))
        {
            Code = diagnostic.Code,
            Source = diagnostic.Source,
            Severity = diagnostic.Severity,
        })],
        Selection = request.Selection,
        TestName = request.TestName,
        StackTrace = request.StackTrace,
    };

    private static TextRange From(EditorRange range) => new(From(range.Start), From(range.End));

    private static TextPosition From(EditorPosition position) => new(position.Line, position.Character);
}
