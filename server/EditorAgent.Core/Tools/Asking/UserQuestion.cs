using System.Collections.Immutable;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Tools.Asking;

/// <summary>Something that only the person can say. It allows nothing, whatever they answer.</summary>
/// <param name="Call">The call in whose course it is asked.</param>
/// <param name="ToolName">What asks.</param>
/// <param name="Title">One line, ours.</param>
/// <param name="Text">The model's words; shown quoted.</param>
/// <param name="Options">What to choose from.</param>
public sealed record UserQuestion(ToolCallId Call, string ToolName, string Title, string Text, ImmutableArray<UserOption> Options);
