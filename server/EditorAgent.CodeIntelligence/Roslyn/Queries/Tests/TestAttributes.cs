using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Tests;

/// <summary>How test frameworks mark their methods.</summary>
internal static class TestAttributes
{
    private static readonly HashSet<string> Tests = new(StringComparer.Ordinal)
    {
        "FactAttribute", "TheoryAttribute", "TestAttribute", "TestCaseAttribute", "TestCaseSourceAttribute", "TestMethodAttribute", "DataTestMethodAttribute",
    };

    private static readonly HashSet<string> Setups = new(StringComparer.Ordinal)
    {
        "SetUpAttribute", "TearDownAttribute", "OneTimeSetUpAttribute", "OneTimeTearDownAttribute", "TestInitializeAttribute", "TestCleanupAttribute",
        "ClassInitializeAttribute", "ClassCleanupAttribute", "BeforeAttribute", "AfterAttribute",
    };

    private static readonly HashSet<string> Lifetimes = new(StringComparer.Ordinal) { "InitializeAsync", "DisposeAsync", "Dispose" };

    /// <summary>Aliases and attributes of one's own that derive from a framework's are seen through.</summary>
    public static bool IsTest(IMethodSymbol method) => HasOne(method, Tests);

    /// <summary>Whether it runs around every test of its class.</summary>
    public static bool IsSetup(ISymbol member) =>
        member is IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor }
        || (member is IMethodSymbol method && (Lifetimes.Contains(method.Name) || HasOne(method, Setups)));

    /// <summary>By syntax alone: any attribute could be a test's, so the answer is no only where there is none.</summary>
    public static bool CanBeTest(MethodDeclarationSyntax method) => method.AttributeLists.Count > 0;

    private static bool HasOne(IMethodSymbol method, HashSet<string> names)
    {
        foreach (var attribute in method.GetAttributes())
        {
            for (var type = attribute.AttributeClass; type is not null; type = type.BaseType)
            {
                if (names.Contains(type.Name))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
