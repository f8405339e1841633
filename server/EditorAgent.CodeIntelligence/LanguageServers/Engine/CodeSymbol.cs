using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>A declaration in a text at one moment.</summary>
/// <param name="Start">In characters, decorators, attributes and comments directly above included.</param>
/// <param name="End">Exclusive.</param>
/// <param name="Selection">Where its name stands, in characters.</param>
internal sealed record CodeSymbol(string Name, int Kind, string? Detail, SourceFile File, int Start, int End, int Selection, CodeSymbol? Parent)
{
    public ImmutableArray<CodeSymbol> Children { get; init; } = [];

    public string FullName => this.Parent is { } parent ? $"{parent.FullName}.{this.Name}" : this.Name;

    /// <summary>From 1.</summary>
    public int FirstLine => this.File.LineAt(this.Start) + 1;

    /// <summary>From 1.</summary>
    public int LastLine => this.File.LineAt(Math.Max(this.Start, this.End - 1)) + 1;

    /// <summary>Where its name stands, from 1.</summary>
    public int Line => this.File.LineAt(this.Selection) + 1;

    /// <summary>The line of its name as it is written, for example <c>def load(self, key):</c>.</summary>
    public string Declaration => this.File.Line(this.Line - 1).Trim();

    public bool Equals(CodeSymbol? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
