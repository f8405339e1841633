using System.Globalization;

namespace EditorAgent.ModelProviders.Http;

/// <summary>The vendor's wish when to come back: seconds, perhaps with a fraction, or an HTTP date.</summary>
internal static class RetryAfter
{
    private const double MaxSeconds = 7 * 24 * 3600;

    public static TimeSpan? Parse(string? value, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        if (double.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var seconds))
        {
            return TimeSpan.FromSeconds(Math.Min(seconds, MaxSeconds));
        }

        if (!DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var date))
        {
            return null;
        }

        var wait = date - now;
        return wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(wait.TotalSeconds, MaxSeconds));
    }
}
