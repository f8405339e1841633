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
    private static readonly JsonElement NoArguments = JsonElement.Parse("{}");

    public ToolDefinition Definition { get; } = new(
        Name,
        "Runs a tool that search_tools found.",
        """{"type":"object","properties":{"server":{"type":"string"},"tool":{"type":"string"},"arguments":{"type":"object","description":"The tool's own"}},"required":["tool"],"additionalProperties":false}"""u8.ToArray());

    public async ValueTask<ForwardedCall> ForwardAsync(JsonElement arguments, CancellationToken cancellationToken)
    {
        var name = arguments.GetProperty("tool").GetString()!.Trim();
        if (!arguments.TryGetProperty("server", out var written))
        {
            return this.Lead(this.OfAnyServer(name), arguments);
        }

        if (desk.NameOf(written.GetString()!) is not { } server)
        {
            return new ForwardedCall.Nowhere(desk.NoServer(written.GetString()!));
        }

        if (desk.StatusOf(server) is { } coming && ServerWait.IsComing(coming))
        {
            await ServerWait.UntilAsync(desk.Servers, () => desk.StatusOf(server) is not { } status || !ServerWait.IsComing(status), LongestWait, time, cancellationToken);
        }

        return this.Lead(this.OfServer(server, name), arguments);
    }

    public ValueTask<ToolPlan> PlanAsync(JsonElement arguments, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ToolPlan>(new ToolPlan.Refused("call_tool is judged as the tool it calls; explain that one."));

    public ValueTask<ToolResult> RunAsync(ApprovedToolCall call, IProgress<string> output, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A forwarding tool is never run itself.");

    private ForwardedCall Lead((OfferedTool? Tool, string Problem) found, JsonElement arguments)
    {
        if (found.Tool is not { } offered)
        {
            return new ForwardedCall.Nowhere(found.Problem);
        }

        return toolFor(offered) is { } target
            ? new ForwardedCall.To(target, arguments.TryGetProperty("arguments", out var own) ? own : NoArguments)
            : new ForwardedCall.Nowhere($"Not run: \"{offered.Tool.Name}\" of the MCP server \"{offered.Server}\" cannot be called: its definition is unusable.");
    }

    private (OfferedTool? Tool, string Problem) OfServer(string server, string name)
    {
        ToolNames names = new([.. desk.Servers.Tools.Where(tool => tool.Server == server)]);
        if (names.Find(name) is { } tool)
        {
            return (tool, "");
        }

        if (desk.StatusOf(server) is { State: not (ServerState.Connected or ServerState.Pending or ServerState.Connecting) } absent)
        {
            return (null, $"Not run: the MCP server \"{server}\" is not there: {StateText.Of(absent)}.");
        }

        return (null, $"Not run: the MCP server \"{server}\" has no tool \"{ServerText.Line(name, 128)}\". {names.Closest(name)}");
    }

    private (OfferedTool? Tool, string Problem) OfAnyServer(string name)
    {
        ToolNames names = new(desk.Servers.Tools);
        return (name.StartsWith("mcp__", StringComparison.OrdinalIgnoreCase) ? names.FindExposed(name) : names.Find(name)) is { } tool
            ? (tool, "")
            : (null, $"Not run: without server, tool has to be a name that only one server has, and \"{ServerText.Line(name, 128)}\" is none. {names.Closest(name)}");
    }
}
