namespace EditorAgent.Core.Review;

/// <summary>What unjudged changes have made of a file.</summary>
public enum ReviewStanding
{
    Changed,
    Created,
    Deleted,
}
