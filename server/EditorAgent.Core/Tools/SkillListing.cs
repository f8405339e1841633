namespace EditorAgent.Core.Tools;

/// <param name="Own">The user's own skills.</param>
/// <param name="OfWorkspace">The workspace's: text of the workspace.</param>
public sealed record SkillListing(string Own, string OfWorkspace);
