using System.Text.RegularExpressions;

namespace EditorAgent.Core.Schemas.Patterns;

/// <summary>
/// A pattern as JSON Schema means it (ECMA-262 with Unicode), run by .NET's engine: without backtracking where it can be, else with a limit
/// of time. Nothing of the engine is loaded before the first match.
/// </summary>
internal sealed class SchemaPattern
{
    private const int MostSizeWithoutBacktracking = 4_000;
    private static readonly TimeSpan MostTime = TimeSpan.FromMilliseconds(250);

    private readonly TranslatedPattern translated;
    private Regex? regex;

    private SchemaPattern(string source, TranslatedPattern translated)
    {
        this.Source = source;
        this.translated = translated;
    }

    public string Source { get; }

    /// <exception cref="FormatException">It is no pattern, or uses what is not supported; the message says what.</exception>
    public static SchemaPattern Of(string source) => new(source, new PatternTranslator(source).Translate());

    public bool Matches(string text, SchemaWalk walk)
    {
        if (!walk.Spend(1 + (text.Length / 16)))
        {
            return false;
        }

        try
        {
            return (this.regex ??= this.Built()).IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return walk.Stop("takes too long to check against a pattern of its schema", default);
        }
    }

    private Regex Built()
    {
        if (this.translated.IsRegular && this.translated.Size <= MostSizeWithoutBacktracking)
        {
            return new Regex(this.translated.Text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, MostTime);
        }

        return new Regex(this.translated.Text, RegexOptions.CultureInvariant, MostTime);
    }
}
