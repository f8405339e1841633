using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Host.Gateway.Tools;

/// <summary>A server's answer as text, and as the model reads it. Nothing it points to is fetched.</summary>
internal static class AnswerText
{
    private const int Longest = 256 * 1024;
    private const int LargestImage = 10 * 1024 * 1024;

    public static CallEnd Of(ToolAnswer answer)
    {
        var lines = answer.Content.Select(LineOf).Where(line => line.Length > 0).ToList();
        if (lines.Count == 0 && answer.Structured is { } structured)
        {
            lines.Add(structured.GetRawText());
        }

        var text = Cut(string.Join("\n", lines));
        var images = answer.Content.OfType<AnswerPart.Image>().Where(IsUsable).Select(image => (ContentPart)new ContentPart.Image(image.MimeType, image.Data));
        return answer.IsError
            ? CallEnd.ToolFailed(text, [new ContentPart.Text($"Error: {text}")])
            : new CallEnd(text, null, text.Length == 0 ? [.. images] : [new ContentPart.Text(text), .. images]);
    }

    private static string LineOf(AnswerPart part) => part switch
    {
        AnswerPart.Text text => text.Value,
        AnswerPart.Image image => $"[image {image.MimeType}, {image.Data.Length} bytes]",
        AnswerPart.Audio audio => $"[audio {audio.MimeType}, {audio.Data.Length} bytes]",
        AnswerPart.Link link => $"[link {link.Resource.Uri}]",
        AnswerPart.Embedded { Content.Text: { } text } => text,
        AnswerPart.Embedded embedded => $"[resource {embedded.Content.Uri}, {embedded.Content.Bytes?.Length ?? 0} bytes]",
        AnswerPart.Unreadable unreadable => $"[unreadable: {unreadable.Why}]",
        _ => "",
    };

    private static bool IsUsable(AnswerPart.Image image) =>
        image.MimeType is "image/png" or "image/jpeg" or "image/gif" or "image/webp" && image.Data.Length is > 0 and <= LargestImage;

    private static string Cut(string text)
    {
        if (text.Length <= Longest)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
        return $"{text[..end]}\n[cut: {text.Length - end} more characters]";
    }
}
