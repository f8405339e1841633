using EditorAgent.ScriptedModelServer.Wire;

namespace EditorAgent.ScriptedModelServer;

public sealed record ScriptedModelOptions
{
    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    public VendorQuirks Quirks { get; init; }

    /// <summary>Refuses assistant messages with tool calls that lack their reasoning.</summary>
    public bool RequiresReasoning { get; init; }

    /// <summary>Off for long benchmarks: the bodies of 300 steps take tens of megabytes.</summary>
    public bool KeepsRequests { get; init; } = true;
}
