namespace EditorAgent.Core.Permissions;

/// <summary>What a pattern must look like.</summary>
internal static class PatternSyntax
{
    private const string Form = "Write tool or tool(subject), for example \"edit\" or \"shell(git push)\".";

    /// <summary>What is wrong and what to write, or null.</summary>
    public static string? Complain(string text, string tool, int open)
    {
        if (text.Length == 0)
        {
            return $"the pattern is empty. {Form}";
        }

        if (text.Any(char.IsControl))
        {
            return $"the pattern holds a line break or another control character. {Form}";
        }

        if (tool.Length == 0)
        {
            return $"the pattern names no tool. {Form}";
        }

        if (tool.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('_' or '-' or '.' or '*' or '?')))
        {
            return $"the tool's name may hold letters, digits, '_', '-', '.' and '*'. {Form}";
        }

        if (open < 0)
        {
            return null;
        }

        if (!text.EndsWith(')') || !IsBalanced(text))
        {
            return $"the parentheses do not match. {Form}";
        }

        return text[(open + 1)..^1].Trim() switch
        {
            "" => $"the parentheses are empty. Write \"{tool}\" for every call of the tool.",
            ['!', ..] => "a pattern cannot be negated with '!'. Write a rule of the opposite decision.",
            _ => null,
        };
    }

    private static bool IsBalanced(string text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            var closesEarly = depth == 0 && text[i] == ')' && i < text.Length - 1;
            if (depth < 0 || closesEarly)
            {
                return false;
            }
        }

        return depth == 0;
    }
}
