using System.Text;

namespace EditorAgent.Core.Agent.Guidance;

/// <summary>Puts what was typed behind a name into its text: <c>$ARGUMENTS</c> is all of it, <c>$1</c> to <c>$9</c> single words. In one pass: what is put in is not looked at again.</summary>
internal static class ArgumentText
{
    private const string All = "$ARGUMENTS";

    public static bool HasNumber(string body)
    {
        for (var at = body.IndexOf('$', StringComparison.Ordinal); at >= 0 && at + 1 < body.Length; at = body.IndexOf('$', at + 1))
        {
            if (IsNumber(body, at))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A text without a place for them gets them at its end.</summary>
    public static string Fill(string body, string arguments)
    {
        if (!body.Contains(All, StringComparison.Ordinal) && !HasNumber(body))
        {
            return arguments.Length == 0 ? body : $"{body.TrimEnd('\n')}\n\nArguments: {arguments}\n";
        }

        var words = Words(arguments);
        var text = new StringBuilder(body.Length + arguments.Length);
        var copied = 0;
        for (var at = body.IndexOf('$', StringComparison.Ordinal); at >= 0; at = body.IndexOf('$', Math.Max(copied, at + 1)))
        {
            if (body.AsSpan(at).StartsWith(All))
            {
                text.Append(body, copied, at - copied).Append(arguments);
                copied = at + All.Length;
            }
            else if (IsNumber(body, at))
            {
                text.Append(body, copied, at - copied).Append(words.ElementAtOrDefault(body[at + 1] - '1'));
                copied = at + 2;
            }

            if (Math.Max(copied, at + 1) >= body.Length)
            {
                break;
            }
        }

        return text.Append(body, copied, body.Length - copied).ToString();
    }

    /// <summary><c>$10</c> and <c>$5.00</c> are amounts of money rather than places.</summary>
    private static bool IsNumber(string body, int at) =>
        at + 1 < body.Length && body[at + 1] is >= '1' and <= '9'
        && !(at + 2 < body.Length && (char.IsAsciiDigit(body[at + 2]) || (body[at + 2] is '.' or ',' && at + 3 < body.Length && char.IsAsciiDigit(body[at + 3]))));

    /// <summary>Divided by blanks; quotes hold a word together.</summary>
    private static List<string> Words(string arguments)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isOpen = false;
        char? quote = null;
        foreach (var character in arguments)
        {
            if (quote == character)
            {
                quote = null;
            }
            else if (quote is null && !isOpen && character is '"' or '\'')
            {
                quote = character;
                isOpen = true;
            }
            else if (quote is null && char.IsWhiteSpace(character))
            {
                Close();
            }
            else
            {
                word.Append(character);
                isOpen = true;
            }
        }

        Close();
        return words;

        void Close()
        {
            if (isOpen)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            isOpen = false;
        }
    }
}
