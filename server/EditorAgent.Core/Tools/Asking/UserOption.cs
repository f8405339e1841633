namespace EditorAgent.Core.Tools.Asking;

/// <param name="Label">What is chosen, a few words.</param>
/// <param name="Description">What choosing it means.</param>
public sealed record UserOption(string Label, string? Description);
