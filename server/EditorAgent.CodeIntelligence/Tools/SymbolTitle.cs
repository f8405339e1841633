namespace EditorAgent.CodeIntelligence.Tools;

/// <summary>A symbol address as part of a title: one short line, also of a whole stack trace.</summary>
internal static class SymbolTitle
{
    private const int Longest = 80;

    public static string Of(string? address)
    {
        var line = (address ?? "").Trim().Split('\n')[0].Trim();
        return line.Length <= Longest ? line : line[..(Longest - 3)] + "...";
    }
}
