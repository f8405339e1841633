using System.Collections.Immutable;

namespace EditorAgent.Core.Commands;

/// <summary>One command: a bare program name and its arguments, unquoted.</summary>
/// <param name="Words">At least one.</param>
public sealed record ParsedCommand(ImmutableArray<string> Words)
{
    public string Name => this.Words[0];

    public ReadOnlySpan<string> Arguments => this.Words.AsSpan()[1..];

    /// <summary>What it does without its particulars: the program and the first argument that is no option, if it looks like a verb.</summary>
    public string Kind
    {
        get
        {
            foreach (var argument in this.Arguments)
            {
                if (!argument.StartsWith('-'))
                {
                    return IsVerb(argument) ? $"{this.Name} {argument}" : this.Name;
                }
            }

            return this.Name;
        }
    }

    /// <summary>Written so that bash reads exactly these words again.</summary>
    public override string ToString() => string.Join(' ', this.Words.Select(BashWord.Plain));

    private static bool IsVerb(string word) => word.Length <= 40 && word.Length > 0 && char.IsAsciiLetter(word[0]) && word.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or ':');
}
