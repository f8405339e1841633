using System.Collections.Immutable;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Core.Review;

/// <summary>Lines of a file that tools changed and nobody has judged yet.</summary>
/// <param name="Id">
/// Names the hunk by what it is: its file, its lines before and after, and the lines around it. It stays the same while these do, across
/// restarts too; an answer to a hunk that has changed finds none.
/// </param>
/// <param name="OldStart">The first line before the change, from 1; where nothing was there, the line that follows.</param>
/// <param name="OldLines">The lines before, with their endings.</param>
/// <param name="NewStart">The first line as the file is now, from 1; where nothing is left, the line that follows.</param>
/// <param name="NewLines">The lines now, with their endings.</param>
/// <param name="Authors">The calls that made it, oldest first.</param>
/// <param name="IsEdited">Somebody else has changed these lines since; undoing them would lose that.</param>
public sealed record ReviewHunk(
    string Id,
    int OldStart,
    ImmutableArray<string> OldLines,
    int NewStart,
    ImmutableArray<string> NewLines,
    ImmutableArray<ReviewAuthor> Authors,
    bool IsEdited);
