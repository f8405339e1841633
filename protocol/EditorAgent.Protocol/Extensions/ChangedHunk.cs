namespace EditorAgent.Protocol.Extensions;

/// <summary>
/// Lines that were changed, in the file as it is now. A text is given with its line endings; one that is too long is absent, and only
/// its number of lines is told.
/// </summary>
public sealed record ChangedHunk
{
    /// <summary>Names the hunk by what it is. After a change of its lines there is none of this name.</summary>
    public required string HunkId { get; init; }

    /// <summary>From 1; where nothing was there, the line that follows.</summary>
    public required int OldStart { get; init; }

    public required int OldCount { get; init; }

    public string? OldText { get; init; }

    /// <summary>From 1; where nothing is left, the line that follows.</summary>
    public required int NewStart { get; init; }

    public required int NewCount { get; init; }

    public string? NewText { get; init; }

    /// <summary>The calls that made it, oldest first.</summary>
    [JsonConverter(typeof(ItemsConverter<HunkAuthor>))]
    public required IReadOnlyList<HunkAuthor> Authors { get; init; }

    /// <summary>Whether somebody else changed these lines since. Such a hunk can be kept but not undone.</summary>
    public required bool IsEdited { get; init; }
}
