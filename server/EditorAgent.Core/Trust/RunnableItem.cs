namespace EditorAgent.Core.Trust;

/// <param name="Kind">What it is.</param>
/// <param name="Source">The file that says so, from the root.</param>
/// <param name="What">The exact command or argument vector where there is one; else what the file does. A stranger's text: not yet made fit to be shown.</param>
public sealed record RunnableItem(RunnableKind Kind, string Source, string What);
