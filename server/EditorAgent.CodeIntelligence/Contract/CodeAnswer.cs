using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Contract;

/// <summary>What an engine says to a question: finished text for the model, and what the rest of the house needs to know of it.</summary>
/// <param name="Text">Plain text; the last line begins with <c>coverage:</c> unless <paramref name="Error"/> is set.</param>
public sealed record CodeAnswer(string Text)
{
    /// <summary>Set when the question could not be answered; <see cref="Text"/> then begins with its name.</summary>
    public CodeError? Error { get; init; }

    /// <summary>Where the answer points to, most important first, for clients that follow along.</summary>
    public ImmutableArray<CodePlace> Places { get; init; } = [];

    /// <summary>The versions of the files whose text the answer shows; the model has then seen them.</summary>
    public ImmutableArray<SeenVersion> Seen { get; init; } = [];

    /// <summary>The tests that were found, in the order they should run.</summary>
    public ImmutableArray<FoundTest> Tests { get; init; } = [];

    public static CodeAnswer Failed(CodeError error, string message) => new($"{error}: {message}") { Error = error };
}
