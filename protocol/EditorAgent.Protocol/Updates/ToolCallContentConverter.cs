namespace EditorAgent.Protocol.Updates;

internal sealed class ToolCallContentConverter() : TaggedUnionConverter<ToolCallContent>("type")
{
    protected override Type? TypeOf(string? tag) => tag switch
    {
        "content" => typeof(ToolCallContent.Block),
        "diff" => typeof(ToolCallContent.Diff),
        "terminal" => typeof(ToolCallContent.Terminal),
        null => throw new JsonException("ToolCallContent: the member 'type' is missing."),
        _ => null,
    };

    protected override ToolCallContent Unknown(JsonElement raw) => new ToolCallContent.Unknown(raw);

    protected override JsonElement? RawOf(ToolCallContent value) => (value as ToolCallContent.Unknown)?.Raw;
}
