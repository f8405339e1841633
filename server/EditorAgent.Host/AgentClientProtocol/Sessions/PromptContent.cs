using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Protocol.Content;

namespace EditorAgent.Host.AgentClientProtocol.Sessions;

/// <summary>What a user sends, as the model will see it.</summary>
internal static class PromptContent
{
    private const int LargestImage = 10 * 1024 * 1024;

    /// <exception cref="StreamJsonRpc.LocalRpcException">A block cannot be used.</exception>
    public static ImmutableArray<ContentPart> From(IReadOnlyList<ContentBlock> prompt)
    {
        var parts = prompt.Select(Part).Where(part => part is not ContentPart.Text { Value.Length: 0 }).ToImmutableArray();
        return parts.IsEmpty ? throw AcpErrors.InvalidParams("The prompt is empty.") : parts;
    }

    private static ContentPart Part(ContentBlock block) => block switch
    {
        ContentBlock.Text text => new ContentPart.Text(text.Value),
        ContentBlock.Image image => Image(image.MimeType, image.Data),
        ContentBlock.ResourceLink link => new ContentPart.Text(Link(link)),
        ContentBlock.Resource { Contents: ResourceContents.Text text } => new ContentPart.Text($"Content of {NameOf(text.Uri)}:\n{text.Value}"),
        ContentBlock.Resource { Contents: ResourceContents.Blob { MimeType: { } type } blob } when type.StartsWith("image/", StringComparison.Ordinal) =>
            Image(type, blob.Data),
        ContentBlock.Resource { Contents: ResourceContents.Blob blob } =>
            new ContentPart.Text($"Attached, but not shown because it is binary: {NameOf(blob.Uri)}"),
        ContentBlock.Audio => throw AcpErrors.InvalidParams("Audio cannot be used in a prompt here; send text."),
        _ => throw AcpErrors.InvalidParams("The prompt has a kind of content that is not known here. Known: text, image, resource_link, resource."),
    };

    private static string Link(ContentBlock.ResourceLink link) =>
        $"Attached: {TitleOf(link)}{NameOf(link.Uri)}{(link.Description is { Length: > 0 } text ? $" - {text}" : "")}";

    /// <summary>Nothing where the path ends with it anyway.</summary>
    private static string TitleOf(ContentBlock.ResourceLink link) =>
        (link.Title ?? link.Name) is { Length: > 0 } title && !NameOf(link.Uri).EndsWith($"/{title}", StringComparison.Ordinal) ? $"{title}, " : "";

    /// <summary>A file's path, with the lines that the address names; any other address as it is.</summary>
    private static string NameOf(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.IsFile ? parsed.LocalPath + parsed.Fragment : uri;

    private static ContentPart.Image Image(string mimeType, string data)
    {
        if (data.Length / 4 * 3 > LargestImage + 3)
        {
            throw AcpErrors.InvalidParams("An image is larger than 10 MB; send a smaller one.");
        }

        var bytes = new byte[data.Length / 4 * 3];
        return Convert.TryFromBase64String(data, bytes, out var length)
            ? new ContentPart.Image(mimeType, bytes.AsMemory(0, length))
            : throw AcpErrors.InvalidParams("An image's data is not base64.");
    }
}
