using System.Text;

namespace EditorAgent.Core.Configuration;

/// <summary>Writes a key the way a TOML file has it: <c>models."kimi-k2.6".provider</c>.</summary>
internal static class DottedKey
{
    public static string Of(params ReadOnlySpan<string> segments)
    {
        var text = new StringBuilder();
        foreach (var segment in segments)
        {
            if (text.Length > 0)
            {
                text.Append('.');
            }

            text.Append(IsBare(segment) ? segment : $"\"{segment}\"");
        }

        return text.ToString();
    }

    private static bool IsBare(string segment) =>
        segment.Length > 0 && segment.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');
}
