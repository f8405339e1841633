namespace EditorAgent.Core.Models;

/// <summary>What a program in front of the model wants beyond the conversation. Endpoints of chat completions know these; others leave them out.</summary>
public sealed record ModelRequestOptions
{
    /// <summary>A JSON text as chat completions write it: <c>"none"</c>, <c>"required"</c>, or an object that names a function; null leaves the choice to the model.</summary>
    public string? ToolChoice { get; init; }

    public bool? ParallelToolCalls { get; init; }

    public double? TopP { get; init; }

    /// <summary>A JSON object as chat completions write it; null is plain text.</summary>
    public string? ResponseFormat { get; init; }
}
