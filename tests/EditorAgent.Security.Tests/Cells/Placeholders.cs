using System.Globalization;
using System.Text.RegularExpressions;
using EditorAgent.Security.Tests.Cases;

namespace EditorAgent.Security.Tests.Cells;

/// <summary>What the letters in a case stand for in one cell.</summary>
internal sealed partial record Placeholders(string Canary, int Port, string Workspace, string Outside, string Home, string Root, int Number, string Folder, string Address)
{
    public string Fill(string text)
    {
        var filled = text
            .Replace("{C}", this.Canary, StringComparison.Ordinal)
            .Replace("{P}", this.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{W}", this.Workspace, StringComparison.Ordinal)
            .Replace("{O}", this.Outside, StringComparison.Ordinal)
            .Replace("{H}", this.Home, StringComparison.Ordinal)
            .Replace("{R}", this.Root, StringComparison.Ordinal)
            .Replace("{M}", this.Folder, StringComparison.Ordinal)
            .Replace("{S}", this.Address, StringComparison.Ordinal)
            .Replace("{N}", this.Number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return Repeat().Replace(filled, match => string.Concat(Enumerable.Repeat(match.Groups[2].Value, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))));
    }

    public static string CanaryOf(AttackInput input) => $"canary.{input.Id}.{input.Input}";

    [GeneratedRegex(@"\{(\d+)\*(.+?)\}")]
    private static partial Regex Repeat();
}
