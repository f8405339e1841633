using System.Text;

namespace EditorAgent.Core.Telemetry;

/// <summary>
/// Masks text that comes in pieces: what could still become a secret is held back until the word is whole, so that a key cut in two is
/// found all the same.
/// </summary>
public sealed class MaskedText
{
    private const int LongestWord = 8_192;

    private readonly StringBuilder held = new();

    /// <summary>What can be shown of the text so far; perhaps nothing.</summary>
    public string Next(string piece)
    {
        this.held.Append(piece);
        var text = this.held.ToString();
        var end = text.AsSpan().LastIndexOfAny(" \n\t") + 1;
        if (end == 0 && text.Length < LongestWord)
        {
            return "";
        }

        end = end == 0 ? text.Length : end;
        this.held.Clear().Append(text, end, text.Length - end);
        return SecretMask.Of(text[..end]);
    }

    /// <summary>The rest.</summary>
    public string End()
    {
        var text = SecretMask.Of(this.held.ToString());
        this.held.Clear();
        return text;
    }
}
