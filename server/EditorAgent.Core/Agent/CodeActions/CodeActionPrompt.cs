using System.Collections.Immutable;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Agent.CodeActions;

/// <summary>A code action as the prompt of a turn.</summary>
/// <param name="Said">What the user is taken to have said, one line.</param>
/// <param name="File">The absolute path of the file it is about.</param>
/// <param name="Content">For the model: the words, then what they are about.</param>
public sealed record CodeActionPrompt(string Said, string File, ImmutableArray<ContentPart> Content);
