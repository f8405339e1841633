using System.Globalization;

namespace EditorAgent.Host.Headless;

/// <summary>How long a run may take, as written on the command line: <c>90</c>, <c>90s</c>, <c>15m</c>, <c>2h</c>; <c>0</c> sets no bound.</summary>
internal static class RunDuration
{
    /// <summary>Nobody watches a run; one that hangs must not hold a build machine for ever.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(60);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <returns>False when the text is no duration up to 7 days.</returns>
    public static bool TryParse(string? text, out TimeSpan? duration)
    {
        duration = text is null ? Usual : null;
        if (text is null or "0" or "")
        {
            return text is not "";
        }

        var (digits, unit) = text[^1..] switch
        {
            "s" => (text[..^1], TimeSpan.FromSeconds(1)),
            "m" => (text[..^1], TimeSpan.FromMinutes(1)),
            "h" => (text[..^1], TimeSpan.FromHours(1)),
            _ => (text, TimeSpan.FromSeconds(1)),
        };
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1 || count > Longest / unit)
        {
            return false;
        }

        duration = count * unit;
        return true;
    }
}
