namespace EditorAgent.Security.Tests.Cases;

/// <summary>What must be there: a case that is lost from the file, or loses inputs, is a failure and not one case less.</summary>
internal static class ExpectedCases
{
    /// <summary>How many published cases each group has.</summary>
    private static readonly (string Group, int Cases)[] Published =
        [("CFG", 13), ("SH", 23), ("PATH", 10), ("MCP", 10), ("UI", 7), ("NET", 4), ("CS", 5), ("SBX", 8)];

    /// <summary>Cases beyond the published ones, and the harmless calls that must run without a question.</summary>
    private static readonly string[] Own = ["SH-CONTROL", "X-SH", "X-PATH", "X-CFG", "X-UI", "X-MCP"];

    /// <summary>As many inputs as there are; the number changes together with the file, never by accident.</summary>
    public const int Inputs = 1933;

    /// <summary>Cases that the product has no subject for yet: what can be played of them is, and proves nothing.</summary>
    public static IReadOnlyList<string> Awaiting { get; } = ["NET-01"];

    public static IReadOnlyList<string> Ids { get; } =
        [.. Published.SelectMany(group => Enumerable.Range(1, group.Cases).Select(number => $"{group.Group}-{number:00}")), .. Own];
}
