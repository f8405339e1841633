using System.Text;
using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Items;
using EditorAgent.Host.Gateway.Tools;

namespace EditorAgent.Host.Gateway.Responses;

/// <summary>A call of the model while it arrives, and then until its result is there.</summary>
internal sealed class OpenCall
{
    /// <summary>What has arrived before the call could be shown.</summary>
    public StringBuilder Held { get; } = new();

    public string? Name { get; set; }

    /// <summary>Null for a name that no tool has.</summary>
    public GatewayTool? Tool { get; set; }

    /// <summary>Its item, once it has one.</summary>
    public Item? Item { get; set; }

    /// <summary>The item's place in the output.</summary>
    public int Place { get; set; }

    /// <summary>As the model made it; there when its answer is whole.</summary>
    public AssistantPart.ToolCall? Part { get; set; }
}
