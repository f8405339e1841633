using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Connections;

/// <summary>Reads content blocks. What is unknown or broken becomes <see cref="AnswerPart.Unreadable"/>; it never costs the rest.</summary>
internal static class PartReader
{
    private const int MostParts = 10_000;

    public static ImmutableArray<AnswerPart> ReadAll(JsonElement result, string member)
    {
        var parts = ImmutableArray.CreateBuilder<AnswerPart>();
        foreach (var block in result.Entries(member))
        {
            if (parts.Count == MostParts)
            {
                parts.Add(new AnswerPart.Unreadable($"only the first {MostParts} parts were read"));
                break;
            }

            parts.Add(Read(block));
        }

        return parts.ToImmutable();
    }

    public static AnswerPart Read(JsonElement block)
    {
        try
        {
            return Known(block) with { Audience = Audience(block) };
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException)
        {
            return new AnswerPart.Unreadable("a text in it is not valid Unicode, or its data is not base64");
        }
    }

    /// <exception cref="InvalidOperationException">Half a character.</exception>
    /// <exception cref="FormatException">Not base64.</exception>
    public static ResourceContent? Resource(JsonElement resource)
    {
        if (resource.Text("uri") is not { } uri)
        {
            return null;
        }

        var type = resource.Text("mimeType");
        if (resource.Text("text") is { } text)
        {
            return new ResourceContent(uri, type, text, null);
        }

        return resource.Member("blob", JsonValueKind.String) is { } blob ? new ResourceContent(uri, type, null, blob.GetBytesFromBase64()) : null;
    }

    private static AnswerPart Known(JsonElement block)
    {
        var kind = block.Text("type");
        switch (kind)
        {
            case "text" when block.Text("text") is { } text:
                return new AnswerPart.Text(text);
            case "image" when block.Member("data", JsonValueKind.String) is { } data:
                return new AnswerPart.Image(block.Text("mimeType") ?? "application/octet-stream", data.GetBytesFromBase64());
            case "audio" when block.Member("data", JsonValueKind.String) is { } data:
                return new AnswerPart.Audio(block.Text("mimeType") ?? "application/octet-stream", data.GetBytesFromBase64());
            case "resource_link" when ResourceReader.Read(block) is { } resource:
                return new AnswerPart.Link(resource);
            case "resource" when block.Object("resource") is { } embedded && Resource(embedded) is { } content:
                return new AnswerPart.Embedded(content);
            case "text" or "image" or "audio" or "resource_link" or "resource":
                return new AnswerPart.Unreadable($"a part of the kind {kind} lacks its content");
            default:
                return new AnswerPart.Unreadable($"a part of the unknown kind {(kind is null ? "(none)" : ServerText.Line(kind))}");
        }
    }

    private static ImmutableArray<string> Audience(JsonElement block) =>
        block.Object("annotations") is { } annotations
            ? [.. annotations.Entries("audience").Where(entry => entry.ValueKind is JsonValueKind.String).Select(entry => entry.GetString()!).Where(who => who is "user" or "assistant").Take(2)]
            : [];
}
