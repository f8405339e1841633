using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EditorAgent.ModelProviders.Scripted;

/// <summary>
/// Text with holes: <c>${result:REGEX}</c> (one group) and <c>${index}</c> or <c>${index%N}</c>. Any other <c>${</c> is plain text,
/// since scripts carry shell and TypeScript; <c>$${result:</c> is how to write the hole itself.
/// </summary>
internal sealed class ScriptedTemplate
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(2);

    private readonly ImmutableArray<object> pieces;

    private ScriptedTemplate(ImmutableArray<object> pieces)
    {
        this.pieces = pieces;
    }

    private sealed record Index(int Modulus);

    public bool IsLiteral => this.pieces is [] or [string];

    /// <exception cref="FormatException">A hole that cannot be read; the message says why.</exception>
    public static ScriptedTemplate Parse(string text)
    {
        var pieces = ImmutableArray.CreateBuilder<object>();
        var literal = new StringBuilder();
        var position = 0;
        while (position < text.Length)
        {
            if (IsEscaped(text, position))
            {
                literal.Append("${");
                position += 3;
                continue;
            }

            if (!IsHole(text, position))
            {
                literal.Append(text[position++]);
                continue;
            }

            var end = EndOfHole(text, position + 2);
            Flush();
            pieces.Add(ReadHole(text[(position + 2)..end]));
            position = end + 1;
        }

        Flush();
        return new ScriptedTemplate(pieces.ToImmutable());

        void Flush()
        {
            if (literal.Length > 0)
            {
                pieces.Add(literal.ToString());
                literal.Clear();
            }
        }
    }

    /// <exception cref="FormatException">Not a regular expression.</exception>
    public static Regex Pattern(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, MatchTimeout);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"not a regular expression: {e.Message}", e);
        }
    }

    public string Resolve(ScriptedScope scope) => this.pieces switch
    {
        [] => "",
        [string only] => only,
        _ => string.Concat(this.pieces.Select(piece => Resolve(piece, scope))),
    };

    private static string Resolve(object piece, ScriptedScope scope) => piece switch
    {
        Regex pattern => scope.FromResults(pattern),
        Index index => (scope.Iteration % index.Modulus).ToString(CultureInfo.InvariantCulture),
        _ => (string)piece,
    };

    private static bool IsHole(string text, int at) =>
        string.CompareOrdinal(text, at, "${result:", 0, 9) == 0
        || string.CompareOrdinal(text, at, "${index}", 0, 8) == 0
        || string.CompareOrdinal(text, at, "${index%", 0, 8) == 0;

    private static bool IsEscaped(string text, int at) => text[at] == '$' && IsHole(text, at + 1);

    /// <summary>Braces inside the hole balance (quantifiers); a backslash hides the character behind it.</summary>
    private static int EndOfHole(string text, int start)
    {
        var depth = 0;
        for (var i = start; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '{':
                    depth++;
                    break;
                case '}' when depth == 0:
                    return i;
                case '}':
                    depth--;
                    break;
            }
        }

        throw new FormatException("a ${ hole is never closed by }");
    }

    private static object ReadHole(string hole)
    {
        if (hole == "index")
        {
            return new Index(int.MaxValue);
        }

        if (hole.StartsWith("index%", StringComparison.Ordinal))
        {
            return int.TryParse(hole.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var modulus) && modulus > 0
                ? new Index(modulus)
                : throw new FormatException($"${{{hole}}}: expected a whole number above 0 after %");
        }

        var pattern = Pattern(hole["result:".Length..]);
        return pattern.GetGroupNumbers().Length == 2
            ? pattern
            : throw new FormatException($"${{{hole}}}: the expression must have exactly one group");
    }
}
