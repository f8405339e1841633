using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Tools;

/// <summary>A skill as a model gets it.</summary>
/// <param name="Name">As it is listed.</param>
/// <param name="Text">What to follow, arguments filled in.</param>
/// <param name="Files">What lies beside it, as the reading tool takes it; one path a line, perhaps empty.</param>
/// <param name="File">Of a skill of the workspace, the file it stands in; null of one of the user's.</param>
public sealed record SkillText(string Name, string Text, string Files, WorkspacePath? File);
