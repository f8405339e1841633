using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Requests;

namespace EditorAgent.Host.Gateway.Tools;

/// <summary>A tool as the model is offered it, and what a call of it means.</summary>
internal abstract record GatewayTool(ToolDefinition Definition)
{
    /// <summary>The client's own: its calls go back to it.</summary>
    public sealed record Function(ToolDefinition Definition) : GatewayTool(Definition);

    /// <summary>A server's: the gateway calls it.</summary>
    public sealed record Served(ToolDefinition Definition, McpEntry Server, ListedTool Tool) : GatewayTool(Definition)
    {
        public bool NeedsApproval => this.Server.Approval.Asks(this.Tool);
    }
}
