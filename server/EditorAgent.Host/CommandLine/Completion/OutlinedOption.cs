namespace EditorAgent.Host.CommandLine.Completion;

/// <summary>One option as a shell offers it.</summary>
/// <param name="Name">With its dashes.</param>
/// <param name="Summary">One line.</param>
/// <param name="Value">What follows it; null for a switch.</param>
internal sealed record OutlinedOption(string Name, string Summary, OutlinedValue? Value);
