namespace EditorAgent.Core.Models;

/// <summary>A piece of the model's answer, in the order in which the model gave it.</summary>
public abstract record AssistantPart
{
    private AssistantPart()
    {
    }

    public sealed record Text(string Value) : AssistantPart;

    /// <summary>
    /// Reasoning that must go back to the vendor unchanged. An empty <paramref name="Value"/> is not the same as no part: it means
    /// "reasoned, but empty" and is echoed as the empty string.
    /// </summary>
    /// <param name="Value">The reasoning text, verbatim.</param>
    /// <param name="Key">The wire field it came in (<c>reasoning_content</c>, <c>reasoning</c>, <c>thinking</c>, <c>redacted_thinking</c>).</param>
    /// <param name="Signature">The vendor's signature over it, where the vendor signs.</param>
    public sealed record Reasoning(string Value, string Key, string? Signature) : AssistantPart;

    /// <param name="Id">Our id of the call.</param>
    /// <param name="VendorId">The id the vendor gave, sent back to it verbatim.</param>
    /// <param name="Name">The tool's name as the model wrote it.</param>
    /// <param name="RawArguments">The arguments text as the model wrote it: never re-serialised, perhaps not JSON.</param>
    public sealed record ToolCall(ToolCallId Id, string VendorId, string Name, string RawArguments) : AssistantPart;
}
