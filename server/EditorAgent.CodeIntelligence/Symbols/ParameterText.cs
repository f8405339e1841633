using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Symbols;

/// <summary>The text between a parameter list's parentheses.</summary>
public static class ParameterText
{
    private static readonly HashSet<string> Modifiers = ["ref", "out", "in", "this", "params", "scoped", "readonly"];

    /// <summary>The types alone, as written.</summary>
    public static ImmutableArray<string> TypesOf(string list) =>
        [.. Brackets.Split(list, character => character == ',').Select(TypeOf)];

    /// <summary>Whether a parameter list that someone wrote can mean this declaration's.</summary>
    public static bool Matches(ImmutableArray<string> written, ImmutableArray<string> declared) =>
        written.Length == declared.Length && written.Zip(declared).All(pair => TypeText.Parse(pair.First).Matches(TypeText.Parse(pair.Second)));

    /// <summary>Of one parameter: without attributes, modifiers, name and default.</summary>
    internal static string TypeOf(string parameter)
    {
        var text = parameter.Trim();
        while (text.StartsWith('[') && Brackets.Close(text, 0) is var close and > 0)
        {
            text = text[(close + 1)..].TrimStart();
        }

        if (Brackets.Split(text, character => character == '=') is [var before, _, ..])
        {
            text = before;
        }

        var words = Brackets.Split(text, char.IsWhiteSpace);
        words.RemoveAll(word => word.Length == 0);
        while (words.Count > 1 && Modifiers.Contains(words[0]))
        {
            words.RemoveAt(0);
        }

        if (words.Count > 1 && (char.IsLetter(words[^1][0]) || words[^1][0] is '_' or '@'))
        {
            words.RemoveAt(words.Count - 1);
        }

        return string.Concat(words);
    }
}
