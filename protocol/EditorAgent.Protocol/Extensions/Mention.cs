namespace EditorAgent.Protocol.Extensions;

/// <summary>Something that a prompt can point to.</summary>
public sealed record Mention
{
    public required MentionKind Kind { get; init; }

    public required string Label { get; init; }

    /// <summary>One line: where it is, or what it says.</summary>
    public string? Detail { get; init; }

    /// <summary>For a <c>resource_link</c> in the prompt. Of a file it may end in <c>#L10</c> or <c>#L10-20</c>.</summary>
    public required string Uri { get; init; }

    /// <summary>1-based.</summary>
    public int? Line { get; init; }

    /// <summary>What stands in the text of the prompt for it.</summary>
    public required string Insert { get; init; }
}
