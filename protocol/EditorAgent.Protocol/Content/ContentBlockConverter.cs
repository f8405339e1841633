namespace EditorAgent.Protocol.Content;

internal sealed class ContentBlockConverter() : TaggedUnionConverter<ContentBlock>("type")
{
    protected override Type? TypeOf(string? tag) => tag switch
    {
        "text" => typeof(ContentBlock.Text),
        "image" => typeof(ContentBlock.Image),
        "audio" => typeof(ContentBlock.Audio),
        "resource_link" => typeof(ContentBlock.ResourceLink),
        "resource" => typeof(ContentBlock.Resource),
        null => throw new JsonException("ContentBlock: the member 'type' is missing."),
        _ => null,
    };

    protected override ContentBlock Unknown(JsonElement raw) => new ContentBlock.Unknown(raw);

    protected override JsonElement? RawOf(ContentBlock value) => (value as ContentBlock.Unknown)?.Raw;
}
