using System.Globalization;
using System.Text;

namespace EditorAgent.Core.Processes;

/// <summary>
/// Takes out of a program's output what is meant for a terminal: colours and cursor movement go, a lone carriage return becomes a new
/// line, and other control characters become visible as <c>\u{1b}</c>. Keeps its place between pieces; one for each stream.
/// </summary>
public sealed class TerminalText
{
    private readonly StringBuilder cleaned = new();
    private State state;

    private enum State
    {
        Text,
        CarriageReturn,
        Escape,
        Control,
        Command,
        CommandEscape,
    }

    public string Clean(ReadOnlySpan<char> text)
    {
        this.cleaned.Clear();
        foreach (var character in text)
        {
            this.state = this.Next(character);
        }

        return this.cleaned.ToString();
    }

    private State Next(char character)
    {
        switch (this.state)
        {
            case State.Escape:
                return character switch
                {
                    '[' => State.Control,
                    ']' or 'P' or '_' or '^' => State.Command,
                    '(' or ')' => State.Escape,
                    _ => State.Text,
                };

            // Parameters, then one letter that ends it; a line feed ends it too, so that a broken sequence cannot eat what follows.
            case State.Control:
                return character is >= '@' and <= '~' or '\n' ? this.Text(character is '\n' ? "\n" : "") : State.Control;

            case State.Command:
                return character switch
                {
                    '\a' => State.Text,
                    '\u001b' => State.CommandEscape,
                    '\n' => this.Text("\n"),
                    _ => State.Command,
                };

            case State.CommandEscape:
                return character is '\\' ? State.Text : State.Command;

            case State.CarriageReturn when character is '\n':
                return this.Text("\n");

            case State.CarriageReturn when character is '\r':
                return State.CarriageReturn;

            case State.CarriageReturn:
                this.cleaned.Append('\n');
                return this.InText(character);

            default:
                return this.InText(character);
        }
    }

    private State InText(char character)
    {
        switch (character)
        {
            case '\r':
                return State.CarriageReturn;
            case '\u001b':
                return State.Escape;
            case '\n' or '\t':
                this.cleaned.Append(character);
                return State.Text;
            case var other when char.IsControl(other) || IsDeceptive(other):
                this.cleaned.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)other:x}}}");
                return State.Text;
            default:
                this.cleaned.Append(character);
                return State.Text;
        }
    }

    private State Text(string append)
    {
        this.cleaned.Append(append);
        return State.Text;
    }

    /// <summary>Turns the direction of writing or takes no room: makes text look like other text.</summary>
    public static bool IsDeceptive(char character) =>
        character is '\u061c' or (>= '\u200b' and <= '\u200f') or (>= '\u2028' and <= '\u202e') or (>= '\u2060' and <= '\u2069') or '\ufeff';
}
