using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>What an address means in a snapshot of the index.</summary>
public abstract record Resolution
{
    private Resolution()
    {
    }

    /// <param name="Declarations">One, or all parts of a partial declaration, or all overloads; by path and place.</param>
    public sealed record Found(ImmutableArray<Located> Declarations) : Resolution;

    /// <param name="Candidates">Different symbols that the address can mean.</param>
    public sealed record Ambiguous(ImmutableArray<Located> Candidates) : Resolution;

    /// <param name="Message">For the model, with what it may have meant.</param>
    public sealed record NotFound(string Message) : Resolution;
}
