using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Host.Gateway.Requests;

namespace EditorAgent.Host.Gateway.Items;

/// <summary>Reads content: a string, or parts of text and images. An image must come with the request: no address is ever fetched.</summary>
internal static class ContentReader
{
    private const int MostParts = 1024;
    private const int LongestText = 8 * 1024 * 1024;
    private const int LargestImage = 10 * 1024 * 1024;

    /// <exception cref="ApiProblem">A part is of another kind, or an image cannot be used.</exception>
    public static ImmutableArray<ContentPart> Read(JsonFields fields, string name)
    {
        if (fields.Any(name) is not { } content)
        {
            throw fields.Missing(name);
        }

        return content.ValueKind == JsonValueKind.String
            ? [new ContentPart.Text(fields.RequiredText(name, LongestText))]
            : [.. fields.List(name, MostParts).Select(part => ReadPart(JsonFields.Of(part.Entry, part.Place)))];
    }

    private static ContentPart ReadPart(JsonFields part)
    {
        switch (part.RequiredText("type", 64))
        {
            case "input_text" or "output_text" or "text" or "summary_text" or "reasoning_text":
                return new ContentPart.Text(part.RequiredText("text", LongestText));
            case "refusal":
                return new ContentPart.Text(part.RequiredText("refusal", LongestText));
            case "input_image":
                part.RefuseUnsupported("file_id");
                return Image(part, "image_url");
            case "image_url":
                return Image(part.Object("image_url") ?? throw part.Missing("image_url"), "url");
            case var type:
                throw ApiProblem.Unsupported(part.At("type"), $"Content of type '{type}' is not supported by this gateway; it knows text and images.");
        }
    }

    private static ContentPart.Image Image(JsonFields fields, string name)
    {
        var url = fields.RequiredText(name, (LargestImage / 3 * 4) + 1024);
        var comma = url.IndexOf(',', StringComparison.Ordinal);
        var head = comma < 0 ? "" : url[..comma];
        if (!head.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase) || !head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
        {
            throw ApiProblem.Invalid(fields.At(name), $"{fields.At(name)} must be a data: URL with a base64 image; this gateway fetches no address.", "invalid_image_url");
        }

        var type = head["data:".Length..^";base64".Length].ToLowerInvariant();
        if (type is not ("image/png" or "image/jpeg" or "image/gif" or "image/webp"))
        {
            throw ApiProblem.Invalid(fields.At(name), $"{fields.At(name)} must be a PNG, JPEG, GIF or WebP image.", "unsupported_image_media_type");
        }

        var bytes = new byte[((url.Length - comma) / 4 * 3) + 3];
        return Convert.TryFromBase64Chars(url.AsSpan(comma + 1), bytes, out var length) && length is > 0 and <= LargestImage
            ? new ContentPart.Image(type, bytes.AsMemory(0, length))
            : throw ApiProblem.Invalid(fields.At(name), $"{fields.At(name)} is not base64, or larger than 10 MiB.", "invalid_base64_image");
    }
}
