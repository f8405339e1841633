using System.Collections.Immutable;

namespace EditorAgent.Core.Review;

/// <summary>Which changes are judged.</summary>
public abstract record ReviewSelection
{
    private ReviewSelection()
    {
    }

    /// <summary>These, by id.</summary>
    public sealed record Hunks(ImmutableArray<string> Ids) : ReviewSelection;

    /// <summary>All of one file.</summary>
    /// <param name="Path">Absolute.</param>
    public sealed record File(string Path) : ReviewSelection;

    public sealed record Everything : ReviewSelection;

    internal bool Takes(string path, ReviewHunk hunk) => this switch
    {
        Hunks chosen => chosen.Ids.Contains(hunk.Id),
        File file => file.Path == path,
        _ => true,
    };
}
