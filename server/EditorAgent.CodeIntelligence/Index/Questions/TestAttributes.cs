namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>Tests by the attributes that the common frameworks mark them with.</summary>
public static class TestAttributes
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "Fact", "Theory", "Test", "TestCase", "TestCaseSource", "TestMethod", "DataTestMethod",
    };

    public static bool AreOn(Declaration declaration) =>
        declaration.Kind == DeclarationKind.Method && declaration.Attributes.Any(IsTest);

    private static bool IsTest(string written)
    {
        var name = written[(written.LastIndexOf('.') + 1)..];
        return Names.Contains(name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name);
    }
}
