using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>Calls a tool that only a search has told of. The call is that tool's in every respect.</summary>
internal sealed class CallTool(ServerDesk desk, Func<OfferedTool, ITool?> toolFor, TimeProvider time) : IForwardingTool
{
    public const string Name = "call_tool";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public ToolDefinition Definition { get; } = new(
        Name,
        "Runs a tool that search_tools found.",
        """{"type":"object","properties":{"server":{"type":"string"},"tool":{"type":"string"},"arguments":{"type":"object"}},"required":["server","tool","arguments"],"additionalProperties":false}"""u8.ToArray());

    public async ValueTask<ForwardedCall> ForwardAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var server = arguments.GetProperty("server").GetString()!.Trim();
        var name = arguments.GetProperty("tool").GetString()!.Trim();
        if (desk.StatusOf(server) is { } coming && ServerWait.IsComing(coming))
        {
            await ServerWait.UntilAsync(desk.Servers, () => desk.StatusOf(server) is not { } status || !ServerWait.IsComing(status), LongestWait, time, cancellationToken);
        }

        if (desk.StatusOf(server) is not { } found)
        {
            return new ForwardedCall.Nowhere($"There is no MCP server \"{server}\". There are: {string.Join(", ", desk.Servers.All.Select(known => known.Name))}.");
        }

        if ((desk.Find(server, name) ?? desk.Servers.Tools.FirstOrDefault(tool => tool.Server == server && tool.ExposedName == name)) is not { } offered)
        {
            return new ForwardedCall.Nowhere($"The MCP server \"{server}\" ({StateText.Of(found)}) has no tool \"{name}\" now. search_tools says what there is.");
        }

        return toolFor(offered) is { } target
            ? new ForwardedCall.To(target, arguments.GetProperty("arguments"))
            : new ForwardedCall.Nowhere($"\"{name}\" of the MCP server \"{server}\" cannot be called: its definition is unusable.");
    }

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ToolPlan>(new ToolPlan.Refused("call_tool is judged as the tool it calls; explain that one."));

    public ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A forwarding tool is never run itself.");
}
