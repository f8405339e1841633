using System.Text;

namespace EditorAgent.Protocol.Generator;

/// <summary>The table of methods in the README, between its two markers.</summary>
internal static class MethodTable
{
    private const string Begin = "<!-- methods: generated, do not edit -->";
    private const string End = "<!-- end of methods -->";

    public static string ReplaceIn(string readme)
    {
        var begin = readme.IndexOf(Begin, StringComparison.Ordinal);
        var end = readme.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"protocol/README.md lacks the lines '{Begin}' and '{End}'.");
        }

        return readme[..(begin + Begin.Length)] + "\n" + Table() + readme[end..];
    }

    private static string Table()
    {
        var table = new StringBuilder("| Method | Served by | Parameters | Result | Only if advertised |\n|---|---|---|---|---|\n");
        foreach (var (method, parameters) in WireTypes.Methods)
        {
            var servedBy = method.ServedBy == WireSide.Both ? "both" : method.ServedBy.ToString().ToLowerInvariant();
            var result = method.Result is null ? "(notification)" : $"`{WireTypes.NameOf(method.Result)}`";
            var gate = method.Gate is null ? "" : $"`{method.Gate}`";
            table.Append($"| `{method.Name}` | {servedBy} | `{WireTypes.NameOf(parameters)}` | {result} | {gate} |\n");
        }

        return table.ToString();
    }
}
