namespace EditorAgent.CodeIntelligence.Symbols;

/// <summary>Takes a dotted name apart at the separators that lie in no bracket.</summary>
internal static class NameScanner
{
    /// <param name="text">For example <c>Shop.List&lt;T&gt;+Node..ctor</c>.</param>
    /// <returns>Each part as written; an empty one where something is missing; <c>.ctor</c> with its dot.</returns>
    public static List<string> Split(string text)
    {
        var parts = new List<string>();
        var (depth, start) = (0, 0);
        for (var index = 0; index < text.Length; index++)
        {
            switch (text[index])
            {
                case '<' or '[' or '(' or '{':
                    depth++;
                    break;
                case '>' or ']' or ')' or '}':
                    depth--;
                    break;
                case '.' or '+' when depth == 0 && !(index == start && text[index] == '.' && StartsConstructor(text.AsSpan(index))):
                    parts.Add(text[start..index]);
                    start = index + 1;
                    break;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    /// <returns>Null for what is no name.</returns>
    public static NamePart? Part(string raw)
    {
        var text = raw.Trim();
        switch (text)
        {
            case ".ctor" or "#ctor" or "ctor":
                return new NamePart(NamePart.Constructor);
            case ".cctor" or "#cctor" or "cctor":
                return new NamePart(NamePart.StaticConstructor);
        }

        if (text.StartsWith("this", StringComparison.Ordinal) && text.AsSpan(4).TrimStart() is ['[', ..])
        {
            return new NamePart(NamePart.Indexer);
        }

        if (text.StartsWith('~') && IsIdentifier(text.AsSpan(1)))
        {
            return new NamePart(NamePart.Finalizer);
        }

        var end = text.AsSpan().IndexOfAny("<[({`");
        var identifier = (end < 0 ? text : text[..end]).TrimStart('@').TrimEnd();
        if (!IsIdentifier(identifier))
        {
            return null;
        }

        return end < 0 ? new NamePart(identifier) : WithSuffix(identifier, text[end..]);
    }

    private static NamePart? WithSuffix(string identifier, string suffix)
    {
        if (suffix[0] == '`')
        {
            var digits = suffix.AsSpan().TrimStart('`');
            var length = digits.IndexOfAnyExceptInRange('0', '9');
            return int.TryParse(length < 0 ? digits : digits[..length], out var arity) ? new NamePart(identifier, arity) : null;
        }

        if (Brackets.Close(suffix, 0) is not (> 0 and var close))
        {
            return null;
        }

        var inside = suffix[1..close];
        var rest = suffix[(close + 1)..].TrimStart();
        if (suffix[0] == '(')
        {
            return identifier == NamePart.Extension && rest.Length == 0 ? new NamePart(identifier) { Receiver = ReceiverOf(inside) } : null;
        }

        var part = new NamePart(identifier, Math.Max(1, Brackets.Split(inside, character => character == ',').Count));
        return rest.Length == 0 ? part
            : rest[0] == '(' && identifier == NamePart.Extension && Brackets.Close(rest, 0) == rest.Length - 1 ? part with { Receiver = ReceiverOf(rest[1..^1]) }
            : null;
    }

    private static string ReceiverOf(string parameter) => ParameterText.TypeOf(parameter);

    private static bool StartsConstructor(ReadOnlySpan<char> text) =>
        text.StartsWith(".ctor", StringComparison.Ordinal) || text.StartsWith(".cctor", StringComparison.Ordinal);

    private static bool IsIdentifier(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !(char.IsLetter(text[0]) || text[0] == '_'))
        {
            return false;
        }

        foreach (var character in text)
        {
            if (!char.IsLetterOrDigit(character) && character is not '_' && char.GetUnicodeCategory(character) is not (System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.ConnectorPunctuation))
            {
                return false;
            }
        }

        return true;
    }
}
