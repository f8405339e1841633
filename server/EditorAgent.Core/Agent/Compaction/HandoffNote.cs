using EditorAgent.Core.Models;

namespace EditorAgent.Core.Agent.Compaction;

/// <summary>What a model wrote down of a conversation.</summary>
/// <param name="Text">The note; null when none of its tries could be used.</param>
/// <param name="ModelId">Who wrote it.</param>
/// <param name="Usage">What all tries took.</param>
/// <param name="Fault">Why the last try could not be used.</param>
internal sealed record HandoffNote(string? Text, string ModelId, TokenUsage Usage, string? Fault);
