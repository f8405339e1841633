using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EditorAgent.CodeIntelligence.Index;

/// <summary>Reads a C# text's declarations from its syntax alone: no references, no project, no code of the workspace run.</summary>
public static class DeclarationReader
{
    /// <summary>Nested types below this are left out; nobody writes them.</summary>
    private const int Deepest = 64;

    /// <summary>
    /// No project has been evaluated, so conditions are taken as they are in a debug build for the newest framework: better some of the
    /// conditional code than none of it.
    /// </summary>
    private static readonly CSharpParseOptions Options = new(
        LanguageVersion.Preview,
        DocumentationMode.None,
        preprocessorSymbols:
        [
            "DEBUG", "TRACE", "NET", "NETCOREAPP", "NETSTANDARD2_0_OR_GREATER", "NETSTANDARD2_1_OR_GREATER",
            .. Enumerable.Range(5, 6).Select(version => $"NET{version}_0_OR_GREATER"), "NET10_0",
        ]);

    private static readonly CSharpParseOptions FileBased = Options.WithFeatures([new("FileBasedProgram", "true")]);

    /// <param name="text">With line feeds only.</param>
    /// <param name="cancellationToken">Checked now and then while parsing.</param>
    /// <returns>In the order of the text, a type before its members.</returns>
    public static ImmutableArray<Declaration> Read(string text, CancellationToken cancellationToken)
    {
        var options = text.StartsWith("#!", StringComparison.Ordinal) || text.StartsWith("#:", StringComparison.Ordinal) ? FileBased : Options;
        var root = CSharpSyntaxTree.ParseText(text, options, cancellationToken: cancellationToken).GetCompilationUnitRoot(cancellationToken);
        var shape = new DeclarationShape(text, LineMap.Of(text));
        var found = ImmutableArray.CreateBuilder<Declaration>();
        if (root.Members.OfType<GlobalStatementSyntax>().ToList() is [var first, ..] statements)
        {
            found.Add(shape.EntryPoint(first, statements[^1]));
        }

        Members(root.Members, "", shape, found, 0, cancellationToken);
        return found.ToImmutable();
    }

    private static void Members(SyntaxList<MemberDeclarationSyntax> members, string inNamespace, DeclarationShape shape, ImmutableArray<Declaration>.Builder found, int depth, CancellationToken cancellationToken)
    {
        foreach (var member in members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (member is BaseNamespaceDeclarationSyntax space)
            {
                if (depth < Deepest)
                {
                    var name = shape.Compact(space.Name.Span);
                    Members(space.Members, inNamespace.Length == 0 ? name : $"{inNamespace}.{name}", shape, found, depth + 1, cancellationToken);
                }
            }
            else
            {
                Member(member, null, inNamespace, shape, found, depth);
            }
        }
    }

    private static void Member(MemberDeclarationSyntax member, Declaration? parent, string inNamespace, DeclarationShape shape, ImmutableArray<Declaration>.Builder found, int depth)
    {
        switch (member)
        {
            case EnumDeclarationSyntax type:
                var owner = shape.Enum(type, parent, inNamespace);
                found.Add(owner);
                found.AddRange(type.Members.Where(value => !value.Identifier.IsMissing).Select(value => shape.EnumMember(value, owner)));
                break;
            case TypeDeclarationSyntax type:
                Type(type, parent, inNamespace, shape, found, depth);
                break;
            case BaseFieldDeclarationSyntax fields:
                found.AddRange(fields.Declaration.Variables.Where(variable => !variable.Identifier.IsMissing).Select(variable => shape.Field(fields, variable, parent, inNamespace)));
                break;
            default:
                if (shape.Member(member, parent, inNamespace) is { } declaration)
                {
                    found.Add(declaration);
                }

                break;
        }
    }

    private static void Type(TypeDeclarationSyntax type, Declaration? parent, string inNamespace, DeclarationShape shape, ImmutableArray<Declaration>.Builder found, int depth)
    {
        if (depth >= Deepest)
        {
            return;
        }

        var declaration = shape.Type(type, parent, inNamespace);
        found.Add(declaration);
        if (type.ParameterList is { } parameters && declaration.Kind != DeclarationKind.Extension)
        {
            found.Add(shape.PrimaryConstructor(type, parameters, declaration));
            if (type is RecordDeclarationSyntax)
            {
                found.AddRange(parameters.Parameters.Where(parameter => !parameter.Identifier.IsMissing).Select(parameter => shape.Positional(parameter, declaration)));
            }
        }

        foreach (var member in type.Members)
        {
            Member(member, declaration, inNamespace, shape, found, depth + 1);
        }
    }
}
