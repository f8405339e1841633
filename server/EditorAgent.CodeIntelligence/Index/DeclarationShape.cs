using System.Collections.Immutable;
using System.Text;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Index;

/// <summary>
/// Makes a declaration of a syntax node. Texts are cut from the source by position: printing a node would walk it, however deep someone
/// nested it.
/// </summary>
internal sealed class DeclarationShape(string text, LineMap lines)
{
    private const int LongestSignature = 400;

    public Declaration EntryPoint(SyntaxNode first, SyntaxNode last) =>
        this.Build("<Main>$", DeclarationKind.EntryPoint, null, "", TextSpan.FromBounds(first.SpanStart, last.Span.End), first.SpanStart) with
        {
            Signature = "top-level statements",
        };

    public Declaration Enum(EnumDeclarationSyntax type, Declaration? parent, string inNamespace) =>
        this.Build(type.Identifier.ValueText, DeclarationKind.Enum, parent, inNamespace, this.Whole(type), type.Identifier.SpanStart) with
        {
            Signature = this.Signature(type, type.OpenBraceToken.SpanStart),
            Modifiers = this.Modifiers(type.Modifiers),
            Attributes = this.Attributes(type.AttributeLists),
            Types = this.Bases(type.BaseList),
        };

    public Declaration EnumMember(EnumMemberDeclarationSyntax value, Declaration parent) =>
        this.Build(value.Identifier.ValueText, DeclarationKind.EnumMember, parent, parent.Namespace, this.Whole(value), value.Identifier.SpanStart) with
        {
            Signature = this.Compact(TextSpan.FromBounds(value.Identifier.SpanStart, value.Span.End)),
            Attributes = this.Attributes(value.AttributeLists),
        };

    public Declaration Type(TypeDeclarationSyntax type, Declaration? parent, string inNamespace)
    {
        var kind = type.Kind() switch
        {
            SyntaxKind.StructDeclaration => DeclarationKind.Struct,
            SyntaxKind.InterfaceDeclaration => DeclarationKind.Interface,
            SyntaxKind.RecordDeclaration => DeclarationKind.Record,
            SyntaxKind.RecordStructDeclaration => DeclarationKind.RecordStruct,
            SyntaxKind.ExtensionBlockDeclaration => DeclarationKind.Extension,
            _ => DeclarationKind.Class,
        };
        var isExtension = kind == DeclarationKind.Extension;
        var end = type.OpenBraceToken.IsKind(SyntaxKind.None) || type.OpenBraceToken.IsMissing ? type.SemicolonToken : type.OpenBraceToken;
        return this.Build(isExtension ? NamePart.Extension : type.Identifier.ValueText, kind, parent, inNamespace, this.Whole(type), isExtension ? type.Keyword.SpanStart : type.Identifier.SpanStart) with
        {
            Signature = this.Signature(type, end.Span.Length > 0 ? end.SpanStart : type.Span.End),
            Modifiers = this.Modifiers(type.Modifiers),
            TypeParameters = this.TypeParameters(type.TypeParameterList),
            Attributes = this.Attributes(type.AttributeLists),
            Types = this.Bases(type.BaseList),
            Qualifier = isExtension ? type.ParameterList?.Parameters.FirstOrDefault()?.Type is { } receiver ? this.Compact(receiver.Span) : "" : null,
        };
    }

    public Declaration PrimaryConstructor(TypeDeclarationSyntax type, ParameterListSyntax parameters, Declaration declaration) =>
        this.Build(NamePart.Constructor, DeclarationKind.Constructor, declaration, declaration.Namespace, TextSpan.FromBounds(type.Identifier.SpanStart, parameters.Span.End), type.Identifier.SpanStart) with
        {
            Signature = this.Compact(TextSpan.FromBounds(type.Identifier.SpanStart, parameters.Span.End)),
            Modifiers = "public",
            IsPositional = true,
            Parameters = this.Parameters(parameters),
        };

    public Declaration Positional(ParameterSyntax parameter, Declaration record) =>
        this.Build(parameter.Identifier.ValueText, DeclarationKind.Property, record, record.Namespace, parameter.Span, parameter.Identifier.SpanStart) with
        {
            Signature = this.Compact(TextSpan.FromBounds((parameter.Type ?? (SyntaxNode)parameter).SpanStart, parameter.Identifier.Span.End)),
            Modifiers = "public",
            IsPositional = true,
            Types = parameter.Type is { } type ? [this.Compact(type.Span)] : [],
        };

    public Declaration Field(BaseFieldDeclarationSyntax fields, VariableDeclaratorSyntax variable, Declaration? parent, string inNamespace)
    {
        var kind = fields is EventFieldDeclarationSyntax ? DeclarationKind.Event : DeclarationKind.Field;
        var head = this.Compact(TextSpan.FromBounds(fields.Modifiers.Count > 0 ? fields.Modifiers[0].SpanStart : fields.Declaration.SpanStart, fields.Declaration.Type.Span.End));
        return this.Build(variable.Identifier.ValueText, kind, parent, inNamespace, this.Whole(fields), variable.Identifier.SpanStart) with
        {
            Signature = $"{head} {variable.Identifier.ValueText}",
            Modifiers = this.Modifiers(fields.Modifiers),
            Attributes = this.Attributes(fields.AttributeLists),
            Types = [this.Compact(fields.Declaration.Type.Span)],
        };
    }

    /// <returns>Null for what declares nothing, for example a half-written member.</returns>
    public Declaration? Member(MemberDeclarationSyntax member, Declaration? parent, string inNamespace) => member switch
    {
        DelegateDeclarationSyntax node => this.Member(node, node.Identifier, DeclarationKind.Delegate, parent, inNamespace, node.SemicolonToken.SpanStart) with
        {
            TypeParameters = this.TypeParameters(node.TypeParameterList), Parameters = this.Parameters(node.ParameterList), Types = [this.Compact(node.ReturnType.Span)],
        },
        MethodDeclarationSyntax { Identifier.IsMissing: false } node => this.Member(node, node.Identifier, DeclarationKind.Method, parent, inNamespace, Head(node)) with
        {
            TypeParameters = this.TypeParameters(node.TypeParameterList),
            Parameters = this.Parameters(node.ParameterList),
            Types = [this.Compact(node.ReturnType.Span)],
            Qualifier = this.Interface(node.ExplicitInterfaceSpecifier),
        },
        ConstructorDeclarationSyntax node => this.Member(node, node.Identifier, DeclarationKind.Constructor, parent, inNamespace, Head(node)) with
        {
            Name = node.Modifiers.Any(SyntaxKind.StaticKeyword) ? NamePart.StaticConstructor : NamePart.Constructor, Parameters = this.Parameters(node.ParameterList),
        },
        DestructorDeclarationSyntax node => this.Member(node, node.Identifier, DeclarationKind.Finalizer, parent, inNamespace, Head(node)) with
        {
            Name = NamePart.Finalizer, Parameters = [],
        },
        OperatorDeclarationSyntax node => this.Member(node, node.OperatorToken, DeclarationKind.Operator, parent, inNamespace, Head(node)) with
        {
            Name = OperatorName(node),
            Parameters = this.Parameters(node.ParameterList),
            Types = [this.Compact(node.ReturnType.Span)],
            Qualifier = this.Interface(node.ExplicitInterfaceSpecifier),
        },
        ConversionOperatorDeclarationSyntax node => this.Member(node, node.OperatorKeyword, DeclarationKind.Operator, parent, inNamespace, Head(node)) with
        {
            Name = node.ImplicitOrExplicitKeyword.IsKind(SyntaxKind.ImplicitKeyword) ? Operators.Implicit : Operators.Explicit,
            Parameters = this.Parameters(node.ParameterList),
            Types = [this.Compact(node.Type.Span)],
            Qualifier = this.Interface(node.ExplicitInterfaceSpecifier),
        },
        PropertyDeclarationSyntax { Identifier.IsMissing: false } node => this.Property(node, node.Identifier, DeclarationKind.Property, parent, inNamespace, node.Identifier.Span.End),
        IndexerDeclarationSyntax node => this.Property(node, node.ThisKeyword, DeclarationKind.Indexer, parent, inNamespace, node.ParameterList.Span.End) with
        {
            Name = NamePart.Indexer, Parameters = this.Parameters(node.ParameterList),
        },
        EventDeclarationSyntax { Identifier.IsMissing: false } node => this.Property(node, node.Identifier, DeclarationKind.Event, parent, inNamespace, node.Identifier.Span.End),
        _ => null,
    };

    /// <summary>Blanks, comments and line ends as one blank.</summary>
    public string Compact(TextSpan span)
    {
        var source = text.AsSpan(span.Start, Math.Min(span.Length, LongestSignature * 4));
        var result = new StringBuilder(source.Length);
        for (var index = 0; index < source.Length && result.Length < LongestSignature; index++)
        {
            if (source[index] == '/' && index + 1 < source.Length && source[index + 1] is '/' or '*')
            {
                var end = source[index + 1] == '/' ? source[index..].IndexOf('\n') : source[(index + 2)..].IndexOf("*/") is var close and >= 0 ? close + 3 : -1;
                index = end < 0 ? source.Length : index + end;
                result.Append(result.Length > 0 && result[^1] != ' ' ? " " : "");
            }
            else if (!char.IsWhiteSpace(source[index]))
            {
                result.Length -= source[index] is ')' or ',' && result.Length > 0 && result[^1] == ' ' ? 1 : 0;
                result.Append(source[index]);
            }
            else if (result.Length > 0 && result[^1] is not (' ' or '('))
            {
                result.Append(' ');
            }
        }

        return result.ToString().TrimEnd() + (result.Length >= LongestSignature ? "..." : "");
    }

    private static string OperatorName(OperatorDeclarationSyntax node)
    {
        var name = Operators.MetadataName(node.OperatorToken.Text, node.ParameterList.Parameters.Count) ?? "op_" + node.OperatorToken.Text;
        return node.CheckedKeyword.IsKind(SyntaxKind.CheckedKeyword) ? "op_Checked" + name["op_".Length..] : name;
    }

    /// <summary>Where a method's body begins.</summary>
    private static int Head(BaseMethodDeclarationSyntax node) =>
        node.Body?.SpanStart ?? node.ExpressionBody?.SpanStart
        ?? (node.SemicolonToken.Span.Length > 0 ? node.SemicolonToken.SpanStart : node.Span.End);

    private Declaration Property(BasePropertyDeclarationSyntax node, SyntaxToken name, DeclarationKind kind, Declaration? parent, string inNamespace, int end)
    {
        var member = this.Member(node, name, kind, parent, inNamespace, end);
        var accessors = node.AccessorList is { } list ? string.Concat(list.Accessors.Select(accessor => this.Compact(TextSpan.FromBounds(accessor.Modifiers.FirstOrDefault(accessor.Keyword).SpanStart, accessor.Keyword.Span.End)) + "; ")) : "get; ";
        return member with
        {
            Signature = $"{member.Signature} {{ {accessors}}}",
            Types = [this.Compact(node.Type.Span)],
            Qualifier = this.Interface(node.ExplicitInterfaceSpecifier),
        };
    }

    private Declaration Member(MemberDeclarationSyntax node, SyntaxToken name, DeclarationKind kind, Declaration? parent, string inNamespace, int headEnd) =>
        this.Build(name.ValueText, kind, parent, inNamespace, this.Whole(node), name.SpanStart) with
        {
            Signature = this.Signature(node, headEnd),
            Modifiers = this.Modifiers(node.Modifiers),
            Attributes = this.Attributes(node.AttributeLists),
        };

    private Declaration Build(string name, DeclarationKind kind, Declaration? parent, string inNamespace, TextSpan whole, int namePosition) => new(name, kind, parent, parent?.Namespace ?? inNamespace)
    {
        Start = whole.Start,
        Length = whole.Length,
        FirstLine = lines.LineOf(whole.Start),
        NameLine = lines.LineOf(namePosition),
        LastLine = lines.LineOf(Math.Max(whole.Start, whole.End - 1)),
        Signature = "",
    };

    /// <summary>With the documentation comment above, which without its parsing is an ordinary comment with three slashes.</summary>
    private TextSpan Whole(SyntaxNode node)
    {
        var start = node.SpanStart;
        foreach (var trivia in node.GetLeadingTrivia())
        {
            if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia && text.AsSpan(trivia.SpanStart) is ['/', '/', '/', ..] or ['/', '*', '*', ..])
            {
                start = trivia.SpanStart;
                break;
            }
        }

        return TextSpan.FromBounds(start, node.Span.End);
    }

    private string Signature(MemberDeclarationSyntax node, int end)
    {
        var start = node.AttributeLists.Count > 0 ? node.AttributeLists[^1].Span.End : node.SpanStart;
        return this.Compact(TextSpan.FromBounds(Math.Min(start, Math.Max(end, node.SpanStart)), Math.Max(start, end)));
    }

    private string Modifiers(SyntaxTokenList modifiers) => modifiers.Count == 0 ? "" : string.Join(' ', modifiers.Select(modifier => modifier.Text));

    private string TypeParameters(TypeParameterListSyntax? list) => list is null ? "" : $"<{string.Join(", ", list.Parameters.Select(parameter => parameter.Identifier.ValueText))}>";

    private ImmutableArray<string> Parameters(BaseParameterListSyntax list) =>
        [.. list.Parameters.Select(parameter => parameter.Type is { } type ? this.Compact(type.Span) : parameter.Identifier.ValueText)];

    private ImmutableArray<string> Bases(BaseListSyntax? list) => list is null ? [] : [.. list.Types.Select(type => this.Compact(type.Type.Span))];

    private ImmutableArray<string> Attributes(SyntaxList<AttributeListSyntax> lists) =>
        lists.Count == 0 ? [] : [.. lists.SelectMany(list => list.Attributes).Select(attribute => this.Compact(attribute.Name.Span))];

    private string? Interface(ExplicitInterfaceSpecifierSyntax? specifier) => specifier is null ? null : this.Compact(specifier.Name.Span);
}
