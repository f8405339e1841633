using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EditorAgent.Core.Models;
using EditorAgent.Core.Processes;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>Turns what a server sent into what a model can take: text in one piece, images in bounds, a line of words for the rest.</summary>
internal sealed class ContentWriter
{
    private const int MostImages = 8;
    private const int LargestImage = 5 * 1024 * 1024;

    private readonly StringBuilder text = new();
    private readonly ImmutableArray<ContentPart>.Builder images = ImmutableArray.CreateBuilder<ContentPart>();

    /// <summary>Whether something was named that could be read, too.</summary>
    public bool HasLinks { get; private set; }

    public void Add(AnswerPart part)
    {
        switch (part)
        {
            case AnswerPart.Text said:
                this.AddText(said.Value);
                break;
            case AnswerPart.Image image:
                this.AddImage(image.MimeType, image.Data);
                break;
            case AnswerPart.Audio audio:
                this.AddText($"[audio, {Short(audio.MimeType)}, {Size(audio.Data.Length)}: cannot be heard here]");
                break;
            case AnswerPart.Link link:
                this.AddText($"[link to the resource {Short(link.Resource.Uri)}{Named(link.Resource)}]");
                this.HasLinks = true;
                break;
            case AnswerPart.Embedded embedded:
                this.Add(embedded.Content);
                break;
            case AnswerPart.Unreadable unreadable:
                this.AddText($"[a part of the answer cannot be read: {unreadable.Why}]");
                break;
        }
    }

    public void Add(ResourceContent content)
    {
        var kind = content.MimeType is { Length: > 0 } type ? $", {Short(type)}" : "";
        if (content.Text is { } words)
        {
            this.AddText($"[resource {Short(content.Uri)}{kind}]\n{words}");
            return;
        }

        if (content.Bytes is not { } bytes)
        {
            this.AddText($"[resource {Short(content.Uri)}{kind}: empty]");
            return;
        }

        this.AddText($"[resource {Short(content.Uri)}{kind}, {Size(bytes.Length)}{(ImageType(bytes.Span) is null ? ": binary, not shown" : "")}]");
        if (ImageType(bytes.Span) is not null)
        {
            this.AddImage(content.MimeType ?? "", bytes);
        }
    }

    public void AddText(string words)
    {
        if (this.text.Length > 0)
        {
            this.text.Append('\n');
        }

        // What is meant for a terminal would be obeyed by one.
        this.text.Append(new TerminalText().Clean(words));
    }

    /// <param name="otherwise">What is said where there is nothing.</param>
    public ImmutableArray<ContentPart> Parts(string otherwise)
    {
        var words = this.text.ToString();
        if (string.IsNullOrWhiteSpace(words))
        {
            return this.images.Count == 0 ? [new ContentPart.Text(otherwise)] : this.images.ToImmutable();
        }

        return [new ContentPart.Text(words), .. this.images];
    }

    private void AddImage(string claimed, ReadOnlyMemory<byte> data)
    {
        var problem = (ImageType(data.Span), data.Length, this.images.Count) switch
        {
            (null, _, _) => "not a PNG, JPEG, GIF or WebP",
            (_, > LargestImage, _) => "too large to show",
            (_, _, >= MostImages) => "one too many to show",
            _ => null,
        };
        if (problem is not null)
        {
            this.AddText($"[image, {Short(claimed)}, {Size(data.Length)}: {problem}]");
            return;
        }

        // What the bytes are counts, not what the server calls them: a vendor refuses the whole conversation over an image that is none.
        this.images.Add(new ContentPart.Image(ImageType(data.Span)!, data));
    }

    private static string? ImageType(ReadOnlySpan<byte> data)
    {
        if (data.Length > 8 && data[0] == 0x89 && data[1..].StartsWith("PNG\r\n"u8))
        {
            return "image/png";
        }

        if (data.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]))
        {
            return "image/jpeg";
        }

        if (data.StartsWith("GIF8"u8))
        {
            return "image/gif";
        }

        return data.Length > 12 && data.StartsWith("RIFF"u8) && data[8..].StartsWith("WEBP"u8) ? "image/webp" : null;
    }

    private static string Named(ServerResource resource)
    {
        var name = (resource.Title ?? resource.Name) is { Length: > 0 } title && title != resource.Uri ? $" \"{Short(title)}\"" : "";
        var kind = resource.MimeType is { Length: > 0 } type ? $", {Short(type)}" : "";
        return resource.Description.Length == 0 ? name + kind : $"{name}{kind}: {Short(resource.Description)}";
    }

    private static string Short(string words) => ServerText.Line(words, 500);

    private static string Size(long bytes) => bytes < 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"{(bytes + 512) / 1024:N0} KB");
}
