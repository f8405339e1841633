using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Symbols;

/// <summary>What a model or a person wrote to name a symbol, taken apart. Whether there is such a symbol is for others to find out.</summary>
public abstract record SymbolAddress
{
    private SymbolAddress()
    {
    }

    /// <summary>Never throws; what makes no sense is <see cref="Unreadable"/>.</summary>
    public static SymbolAddress Parse(string text) => AddressParser.Parse(text);

    /// <summary>A full name or the end of one, for example <c>OrderService.Load(int)</c>.</summary>
    /// <param name="Parts">From the outermost to the symbol itself; at least one.</param>
    public sealed record Name(ImmutableArray<NamePart> Parts) : SymbolAddress
    {
        /// <summary>Types of the parameters as written, without names and modifiers; null means any overload.</summary>
        public ImmutableArray<string>? Parameters { get; init; }

        /// <summary>Of a conversion operator, as written; null means any.</summary>
        public string? ReturnType { get; init; }

        /// <summary>Whether it began with <c>global::</c>, so that nothing may stand before the first part.</summary>
        public bool IsRooted { get; init; }

        public NamePart Last => this.Parts[^1];

        public override string ToString() =>
            string.Join('.', this.Parts) + (this.Parameters is { } types ? $"({string.Join(", ", types)})" : "") + (this.ReturnType is null ? "" : $" : {this.ReturnType}");
    }

    /// <summary>A place in a file; means the innermost declaration there.</summary>
    /// <param name="Path">As written, with forward slashes; absolute, from the root, or only the end of a path.</param>
    /// <param name="Line">From 1.</param>
    /// <param name="Column">From 1, or null.</param>
    public sealed record Place(string Path, int Line, int? Column) : SymbolAddress
    {
        public override string ToString() => this.Column is { } column ? $"{this.Path}:{this.Line}:{column}" : $"{this.Path}:{this.Line}";
    }

    /// <param name="Id">A documentation comment id, for example <c>M:Shop.OrderService.Load(System.Int32)</c>.</param>
    /// <param name="AsName">The same as a name, for those who have no compilation.</param>
    public sealed record DocumentationId(string Id, Name? AsName) : SymbolAddress
    {
        public override string ToString() => this.Id;
    }

    /// <param name="Frames">Innermost first, as .NET prints them; at least one.</param>
    /// <param name="Omitted">Frames beyond the most that are looked at.</param>
    public sealed record StackTrace(ImmutableArray<StackTraceFrame> Frames, int Omitted) : SymbolAddress
    {
        /// <summary>The first line that is not a frame, most often the exception and its message; null when there is none.</summary>
        public string? Headline { get; init; }
    }

    /// <param name="Reason">For the model, so that it can write it right.</param>
    public sealed record Unreadable(string Reason) : SymbolAddress;
}
