namespace EditorAgent.Core.Models;

/// <summary>Why the model stopped.</summary>
public enum FinishReason
{
    Stop,
    ToolCalls,
    Length,
    ContentFilter,
}
