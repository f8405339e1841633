using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Nullability;

/// <summary>Why an expression can be null: who gave it, followed through local variables.</summary>
internal sealed class NullExplanation(NullableCopy copy, SemanticModel model, CancellationToken cancellationToken)
{
    private const int MostSteps = 5;

    public NullSource Of(SyntaxNode expression) => this.Of(model.GetOperation(expression, cancellationToken), expression, 0);

    private NullSource Of(IOperation? operation, SyntaxNode at, int step)
    {
        switch (operation)
        {
            case IConversionOperation { IsTryCast: true } cast:
                return new NullSource($"'as {SymbolNames.Type(cast.Type!)}' gives null for another type", NullStrength.Passed, "");
            case IConversionOperation conversion:
                return this.Of(conversion.Operand, at, step);
            case IParenthesizedOperation inner:
                return this.Of(inner.Operand, at, step);
            case IArgumentOperation argument:
                return this.Of(argument.Value, at, step);
            case IAwaitOperation awaited:
                return this.Of(awaited.Operation, at, step);
            case IInvocationOperation call:
                return this.Given(call.TargetMethod.ReducedFrom ?? call.TargetMethod);
            case IPropertyReferenceOperation property:
                return this.Given(property.Property);
            case IFieldReferenceOperation field:
                return this.Given(field.Field);
            case IParameterReferenceOperation parameter:
                return this.Given(parameter.Parameter);
            case IConditionalAccessOperation access:
                return new NullSource($"{access.Syntax} is null when what stands before '?.' is", NullStrength.Passed, "");
            case ICoalesceOperation coalesce:
                return this.Of(coalesce.WhenNull, at, step);
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return new[] { this.Of(choice.WhenTrue, at, step), this.Of(otherwise, at, step) }.MaxBy(source => source.Strength)!;
            case ILiteralOperation or IDefaultValueOperation:
                return new NullSource("it is set to null", NullStrength.Returned, "");
            case ILocalReferenceOperation local when step < MostSteps && this.LastValue(local.Local, at) is var (value, taken):
                return taken is null ? this.Of(model.GetOperation(value, cancellationToken), value, step + 1) : this.Given(taken);
            default:
                return new NullSource("", NullStrength.Possible, "");
        }
    }

    /// <summary>The last value that the text before a use gives a variable.</summary>
    private (SyntaxNode Value, ISymbol? Taken)? LastValue(ILocalSymbol local, SyntaxNode use)
    {
        if (local.DeclaringSyntaxReferences is not [var declared, ..])
        {
            return null;
        }

        var declaration = declared.GetSyntax(cancellationToken);
        var body = declaration.Ancestors().FirstOrDefault(node => node is MemberDeclarationSyntax or LocalFunctionStatementSyntax) ?? use.SyntaxTree.GetRoot(cancellationToken);
        (SyntaxNode, ISymbol?)? last = null;
        foreach (var node in body.DescendantNodes().TakeWhile(node => node.SpanStart < use.SpanStart))
        {
            switch (node)
            {
                case VariableDeclaratorSyntax { Initializer.Value: { } value } when node == declaration:
                    last = (value, null);
                    break;
                case AssignmentExpressionSyntax assignment when Means(assignment.Left) && !assignment.Right.Span.Contains(use.Span):
                    last = (assignment.Right, null);
                    break;
                case ArgumentSyntax { RefKindKeyword.ValueText: "out" } argument when argument.Expression.DescendantNodesAndSelf().Contains(declaration) || Means(argument.Expression):
                    last = (model.GetOperation(argument, cancellationToken) as IArgumentOperation)?.Parameter is { } parameter ? (argument, parameter.ContainingSymbol) : last;
                    break;
            }
        }

        return last;

        bool Means(ExpressionSyntax expression) =>
            expression is IdentifierNameSyntax name && name.Identifier.ValueText == local.Name
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, local);
    }

    private NullSource Given(ISymbol symbol)
    {
        if (copy.SourceOf(symbol) is { } seen)
        {
            return seen;
        }

        var definition = symbol.OriginalDefinition;
        var name = symbol is IParameterSymbol ? $"parameter '{symbol.Name}'" : SymbolNames.Short(definition);
        var isSource = definition.Locations.Any(location => location.IsInSource);
        var type = symbol switch
        {
            IMethodSymbol method => method.ReturnType,
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            IParameterSymbol parameter => parameter.Type,
            _ => null,
        };
        if (type is null)
        {
            return new NullSource("", NullStrength.Possible, "");
        }

        return type.NullableAnnotation == NullableAnnotation.Annotated
            ? new NullSource($"{name} {(symbol is IMethodSymbol ? "returns" : "is")} {SymbolNames.NullableType(type)}", isSource ? NullStrength.Declared : NullStrength.Passed, NullableCopy.KeyOf(definition))
            : new NullSource($"{name} is checked for null or may be unset", NullStrength.Possible, NullableCopy.KeyOf(definition));
    }
}
