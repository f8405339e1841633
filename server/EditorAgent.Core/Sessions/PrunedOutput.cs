using System.Collections.Immutable;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Sessions;

/// <summary>What a model is shown from now on in place of a call's output.</summary>
public sealed record PrunedOutput(ToolCallId CallId, ImmutableArray<ContentPart> Content);
