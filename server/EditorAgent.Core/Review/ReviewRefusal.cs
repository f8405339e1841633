namespace EditorAgent.Core.Review;

/// <summary>A change that was left as it is.</summary>
/// <param name="Subject">The hunk's id, or a file's path where it cannot be told apart into hunks.</param>
/// <param name="Reason">For the user: why, and what to do.</param>
public sealed record ReviewRefusal(string Subject, string Reason);
