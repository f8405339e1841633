using System.Collections.Immutable;

namespace EditorAgent.Core.Agent.Guidance;

/// <param name="Path">From the root, with forward slashes.</param>
/// <param name="Text">For the model; null when there are none that are used.</param>
/// <param name="Warnings">What the user should know of them.</param>
internal sealed record InstructionsFound(string Path, string? Text, ImmutableArray<string> Warnings);
