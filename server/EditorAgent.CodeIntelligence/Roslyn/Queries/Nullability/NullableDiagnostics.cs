using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Nullability;

/// <summary>The compiler's warnings about null, by what they mean.</summary>
internal static class NullableDiagnostics
{
    public const string Dereference = "CS8602";
    public const string Argument = "CS8604";
    public const string Return = "CS8603";
    public const string Assignment = "CS8601";
    public const string NullLiteral = "CS8625";

    /// <summary>Where a null reference exception would be thrown; the others say that a null moves on.</summary>
    private static readonly HashSet<string> Throwing = new(StringComparer.Ordinal) { Dereference, Argument, "CS8605", "CS8629", "CS8597" };

    public static bool IsThrowing(string id) => Throwing.Contains(id);

    public static bool IsNullable(string id) =>
        id.StartsWith("CS", StringComparison.Ordinal) && int.TryParse(id.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is (>= 8597 and <= 8655) or 8670 or 8714 or (>= 8762 and <= 8777);

    public static bool IsEnabled(Project project) => project.CompilationOptions is CSharpCompilationOptions { NullableContextOptions: NullableContextOptions.Enable };

    public static async Task<ImmutableArray<Diagnostic>> OfAsync(Document document, CancellationToken cancellationToken)
    {
        var model = (await document.GetSemanticModelAsync(cancellationToken))!;
        return [.. model.GetDiagnostics(span: null, cancellationToken).Where(one => IsNullable(one.Id) && !one.IsSuppressed && one.Location.IsInSource)];
    }
}
