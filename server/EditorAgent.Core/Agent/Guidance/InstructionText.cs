using System.Globalization;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Guidance;

/// <summary>Notes for agents as a model gets them: bounded, and without what the person who reads the file does not see.</summary>
internal static class InstructionText
{
    private const int Longest = 32_000;
    private const int Excerpt = 60;

    /// <param name="name">What the file is called towards the user.</param>
    /// <param name="text">Anything.</param>
    public static (string Text, string? Warning) Of(string name, string text)
    {
        string? warning = null;
        if (text.Length > Longest)
        {
            text = text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
            warning = string.Create(CultureInfo.InvariantCulture, $"Only the first {Longest:N0} characters of {name} are read.");
        }

        var normal = text.ReplaceLineEndings("\n").TrimStart('\ufeff');
        var first = InvisibleCharacters.IndexIn(normal);
        if (first < 0)
        {
            return (normal, warning);
        }

        var clean = InvisibleCharacters.Without(normal);
        var line = normal.AsSpan(0, first).Count('\n') + 1;
        var from = Math.Max(normal.LastIndexOf('\n', first) + 1, first - Excerpt);
        var shown = InvisibleCharacters.Shown(normal[from..Math.Min(normal.Length, first + Excerpt)].Split('\n')[0]);
        return (clean, $"{name} holds invisible characters, which can hide instructions; they were left out. The first are in line {line}: {shown}");
    }
}
