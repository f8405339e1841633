namespace EditorAgent.Security.Tests.Cases;

/// <summary>What must be there: a case that is lost from the file, or loses inputs, is a failure and not one case less.</summary>
internal static class ExpectedCases
{
    /// <summary>How many published cases each group has.</summary>
    private static readonly (string Group, int Cases)[] Published =
        [("CFG", 13), ("SH", 23), ("PATH", 10), ("MCP", 10), ("UI", 7), ("NET", 4), ("CS", 5), ("SBX", 8)];

    /// <summary>Cases beyond the published ones, and the harmless calls that must run without a question.</summary>
    private static readonly string[] Own = ["SH-CONTROL"];

    public static IReadOnlyList<string> Ids { get; } =
        [.. Published.SelectMany(group => Enumerable.Range(1, group.Cases).Select(number => $"{group.Group}-{number:00}")), .. Own];
}
