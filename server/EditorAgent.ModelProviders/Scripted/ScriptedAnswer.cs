using System.Collections.Immutable;
using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Scripted;

/// <summary>What the script says to one request, with everything filled in.</summary>
/// <param name="Reasoning">Null for a model that did not reason; empty for one that reasoned without words.</param>
/// <param name="Text">Null where the answer has no text.</param>
/// <param name="Calls">In the order in which the model makes them.</param>
/// <param name="Finish">Why the model stopped.</param>
/// <param name="Usage">As the script says, else characters divided by four.</param>
public sealed record ScriptedAnswer(
    string? Reasoning,
    string? Text,
    ImmutableArray<ScriptedCall> Calls,
    FinishReason Finish,
    TokenUsage Usage);
