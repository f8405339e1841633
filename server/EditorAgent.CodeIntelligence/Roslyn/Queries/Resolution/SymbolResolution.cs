using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;

/// <summary>What an address means: one symbol, several overloads of one name, or an answer that says why neither.</summary>
public sealed record SymbolResolution
{
    /// <summary>At least one unless there is a <see cref="Refusal"/>; more than one are overloads that the address did not tell apart.</summary>
    public ImmutableArray<ResolvedSymbol> Symbols { get; init; } = [];

    public CodeAnswer? Refusal { get; init; }

    /// <summary>Something to say beside the answer, for example which frame of a stack trace was taken; null for nothing.</summary>
    public string? Remark { get; init; }

    public static SymbolResolution Refused(CodeAnswer answer) => new() { Refusal = answer };
}
