namespace EditorAgent.Core.Trust;

/// <param name="Absolute">The file.</param>
/// <param name="NewText">What the person was shown that it would say; line ends do not count.</param>
public sealed record ApprovedEdit(string Absolute, string NewText);
