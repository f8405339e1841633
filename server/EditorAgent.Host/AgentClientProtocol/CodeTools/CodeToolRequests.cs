using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Host.AgentClientProtocol.Requests;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Host.AgentClientProtocol.CodeTools;

/// <summary>Answers questions about code for an editor that offers the tools to another agent.</summary>
internal sealed class CodeToolRequests(CodeBenches benches, AcpSessions sessions, ClientProfile client)
{
    public async Task<ListCodeToolsResult> ListAsync(ListCodeToolsParams wanted, CancellationToken cancellationToken)
    {
        var tools = wanted.SessionId is { } id
            ? CodeBench.Of(sessions.Get(id).Agent.Code)
            : (await benches.OpenAsync(this.PlaceOf(null, wanted.Cwd), client, cancellationToken)).Tools;
        return new ListCodeToolsResult { Tools = [.. tools.Select(Of)] };
    }

    public async Task<CallCodeToolResult> CallAsync(CallCodeToolParams wanted, CancellationToken cancellationToken)
    {
        if (wanted.Arguments.ValueKind != JsonValueKind.Object)
        {
            throw AcpErrors.InvalidParams("arguments must be an object.");
        }

        var bench = await benches.OpenAsync(this.PlaceOf(wanted.SessionId, wanted.Cwd), client, cancellationToken);
        var result = await bench.RunAsync(wanted.Tool, wanted.Arguments.GetRawText(), cancellationToken);
        return new CallCodeToolResult { Text = result.Text, IsError = result.IsError };
    }

    private SessionPlace PlaceOf(string? sessionId, string? cwd) => (sessionId, cwd) switch
    {
        ({ } id, _) when sessions.Get(id).Workspace.Roots is [var root, .. var more] => new SessionPlace(root, [.. more]),
        (null, { } directory) => SessionPlace.Of(directory, null),
        _ => throw AcpErrors.InvalidParams("Name a sessionId or a cwd."),
    };

    private static CodeTool Of(ToolDefinition definition) => new()
    {
        Name = definition.Name,
        Description = definition.Description,
        InputSchema = JsonElement.Parse(definition.InputSchema.Span),
    };
}
