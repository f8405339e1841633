using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Symbols;

namespace EditorAgent.CodeIntelligence.Index;

/// <summary>One declaration as its syntax shows it. Positions count in text with line feeds, lines from 1.</summary>
/// <param name="Name">As <see cref="NamePart.Identifier"/>.</param>
/// <param name="Kind">What it declares.</param>
/// <param name="Parent">The type or extension block around it; null at the top.</param>
/// <param name="Namespace">Of the outermost declaration; empty for the global one.</param>
public sealed record Declaration(string Name, DeclarationKind Kind, Declaration? Parent, string Namespace)
{
    /// <summary>From the first attribute or documentation comment.</summary>
    public required int Start { get; init; }

    public required int Length { get; init; }

    public required int FirstLine { get; init; }

    /// <summary>Of the name itself.</summary>
    public required int NameLine { get; init; }

    public required int LastLine { get; init; }

    /// <summary>Without attributes and body, blanks as one.</summary>
    public required string Signature { get; init; }

    /// <summary>Separated by blanks.</summary>
    public string Modifiers { get; init; } = "";

    /// <summary>For example <c>&lt;TKey, TValue&gt;</c>; empty for none.</summary>
    public string TypeParameters { get; init; } = "";

    /// <summary>Types as written; default for what has no parameter list.</summary>
    public ImmutableArray<string> Parameters { get; init; }

    /// <summary>Base list, or the type of a property, field, event and the result of a method, as written.</summary>
    public ImmutableArray<string> Types { get; init; } = [];

    /// <summary>Names as written.</summary>
    public ImmutableArray<string> Attributes { get; init; } = [];

    /// <summary>The interface of an explicit implementation, or an extension block's receiver type; null for none.</summary>
    public string? Qualifier { get; init; }

    /// <summary>Whether it stands in the head of its type: a primary constructor, or a property of a record's parameter.</summary>
    public bool IsPositional { get; init; }

    public int Arity => this.TypeParameters.Length == 0 ? 0 : Brackets.Split(this.TypeParameters[1..^1], character => character == ',').Count;

    public bool IsType => this.Kind <= DeclarationKind.Delegate;

    public bool IsPartial => this.Modifiers.Contains("partial", StringComparison.Ordinal);

    /// <summary>From the outermost namespace to the declaration itself.</summary>
    public ImmutableArray<NamePart> Path
    {
        get
        {
            var parts = ImmutableArray.CreateBuilder<NamePart>();
            this.AddTo(parts);
            return parts.ToImmutable();
        }
    }

    /// <summary>For example <c>Shop.Core.OrderService.Load(int)</c>; unique but for parts of a partial type and for other projects.</summary>
    public string FullName => this.Container is { Length: > 0 } container ? $"{container}.{this.DisplayName}" : this.DisplayName;

    /// <summary>What stands before the name: namespace and types; empty for none.</summary>
    public string Container => this.Parent is { } parent ? parent.FullName : this.Namespace;

    /// <summary>Without the container.</summary>
    public string DisplayName => this.ShortName + (this.Parameters.IsDefault || this.IsType || this.Kind == DeclarationKind.Indexer ? "" : $"({string.Join(", ", this.Parameters)})");

    /// <summary>Without container and parameters.</summary>
    public string ShortName => this.Kind switch
    {
        DeclarationKind.Extension => $"extension{this.TypeParameters}({this.Qualifier})",
        DeclarationKind.Indexer => $"{this.Prefix}this[{(this.Parameters.IsDefault ? "" : string.Join(", ", this.Parameters))}]",
        DeclarationKind.Operator => this.Name is Operators.Implicit or Operators.Explicit
            ? $"{this.Prefix}{Operators.Display(this.Name)} {string.Join("", this.Types)}"
            : this.Prefix + (Operators.Display(this.Name) ?? this.Name),
        DeclarationKind.Finalizer => $"~{this.Parent?.Name}",
        DeclarationKind.Constructor => this.Name == NamePart.Constructor ? $"{this.Parent?.Name}" : this.Name,
        _ => this.Prefix + this.Name + this.TypeParameters,
    };

    private string Prefix => this.Qualifier is null ? "" : this.Qualifier + ".";

    private void AddTo(ImmutableArray<NamePart>.Builder parts)
    {
        this.Parent?.AddTo(parts);
        if (this.Parent is null && this.Namespace.Length > 0)
        {
            parts.AddRange(this.Namespace.Split('.').Select(name => new NamePart(name)));
        }

        if (this.Kind == DeclarationKind.Extension)
        {
            parts.Add(new NamePart(NamePart.Extension, this.Arity) { Receiver = this.Qualifier });
            return;
        }

        if (this.Qualifier is { } qualifier && NameParser.Parts(qualifier) is { } interfaces)
        {
            parts.AddRange(interfaces.Select(part => part with { IsOptional = true }));
        }

        parts.Add(new NamePart(this.Name, this.Arity));
    }
}
