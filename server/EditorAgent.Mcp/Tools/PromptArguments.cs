using System.Collections.Immutable;
using System.Text;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>
/// What the user typed behind a command: <c>name=value</c>, with quotes where a value has blanks, in any order; of a prompt with one argument
/// everything is that argument; what has no name fills the arguments in their order.
/// </summary>
internal static class PromptArguments
{
    public static (ImmutableSortedDictionary<string, string> Arguments, string? Problem) Read(ServerPrompt prompt, string text)
    {
        var given = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (prompt.Arguments is [var only] && text.Length > 0 && !text.StartsWith(only.Name + "=", StringComparison.Ordinal))
        {
            given[only.Name] = text;
        }
        else if (Fill(prompt, text, given) is { } problem)
        {
            return (given.ToImmutable(), problem);
        }

        var missing = string.Join(", ", prompt.Arguments.Where(argument => argument.IsRequired && !given.ContainsKey(argument.Name)).Select(argument => argument.Name));
        return (given.ToImmutable(), missing.Length == 0 ? null : $"missing: {missing}. Write name=value, with quotes around a value that has blanks.");
    }

    private static string? Fill(ServerPrompt prompt, string text, ImmutableSortedDictionary<string, string>.Builder given)
    {
        foreach (var word in Split(text))
        {
            var named = prompt.Arguments.FirstOrDefault(argument => word.StartsWith(argument.Name + "=", StringComparison.Ordinal));
            var target = named ?? prompt.Arguments.FirstOrDefault(argument => !given.ContainsKey(argument.Name));
            if (target is null)
            {
                return prompt.Arguments.IsEmpty ? "it takes no arguments." : $"\"{word}\" is one argument too many; it takes {string.Join(", ", prompt.Arguments.Select(argument => argument.Name))}.";
            }

            given[target.Name] = named is null ? word : word[(named.Name.Length + 1)..];
        }

        return null;
    }

    private static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isOpen = false;
        char? quote = null;
        foreach (var character in text)
        {
            if (quote is { } closing)
            {
                quote = character == closing ? null : closing;
                word.Append(character == closing ? "" : character.ToString());
            }
            else if (character is '"' or '\'' && (word.Length == 0 || word[^1] == '='))
            {
                quote = character;
                isOpen = true;
            }
            else if (char.IsWhiteSpace(character))
            {
                Close(words, word, ref isOpen);
            }
            else
            {
                word.Append(character);
                isOpen = true;
            }
        }

        Close(words, word, ref isOpen);
        return words;
    }

    private static void Close(List<string> words, StringBuilder word, ref bool isOpen)
    {
        if (isOpen)
        {
            words.Add(word.ToString());
        }

        word.Clear();
        isOpen = false;
    }
}
