using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Review;

/// <summary>A file under review, with what it was read from.</summary>
/// <param name="Trail">What the journal says of it.</param>
/// <param name="Path">The file, judged anew.</param>
/// <param name="Present">Its bytes now.</param>
/// <param name="File">Null when a state it went through was not kept, or the file cannot be read.</param>
internal sealed record LoadedReview(ReviewTrail Trail, WorkspacePath Path, FileSnapshot? Present, ReviewedFile? File);
