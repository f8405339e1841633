namespace EditorAgent.CodeIntelligence.Symbols;

/// <summary>One name between the dots of a symbol's name.</summary>
/// <param name="Identifier">
/// Without <c>@</c>. Members without a name of their own have the compiler's: <c>.ctor</c>, <c>.cctor</c>, <c>op_Addition</c>; an indexer is
/// <c>this[]</c>, a finalizer <c>Finalize</c>, an extension block <c>extension</c>.
/// </param>
/// <param name="Arity">How many type parameters; null when it was not said, 0 only when the text excludes any.</param>
public sealed record NamePart(string Identifier, int? Arity = null)
{
    public const string Constructor = ".ctor";
    public const string StaticConstructor = ".cctor";
    public const string Indexer = "this[]";
    public const string Finalizer = "Finalize";
    public const string Extension = "extension";

    /// <summary>Of an extension block, as written; null otherwise.</summary>
    public string? Receiver { get; init; }

    /// <summary>Whether an address may leave it out: the interface of an explicit implementation.</summary>
    public bool IsOptional { get; init; }

    public override string ToString() =>
        this.Identifier + (this.Arity is > 0 and var arity ? $"<{new string(',', Math.Min(arity, 100) - 1)}>" : "") + (this.Receiver is null ? "" : $"({this.Receiver})");
}
