namespace EditorAgent.Protocol.Elicitation;

internal sealed class CreateElicitationParamsConverter() : TaggedUnionConverter<CreateElicitationParams>("mode")
{
    protected override Type? TypeOf(string? tag) => tag switch
    {
        "form" => typeof(CreateElicitationParams.FormMode),
        "url" => typeof(CreateElicitationParams.UrlMode),
        null => throw new JsonException("CreateElicitationParams: the member 'mode' is missing."),
        _ => null,
    };

    protected override CreateElicitationParams Unknown(JsonElement raw) => new CreateElicitationParams.Unknown(raw);

    protected override JsonElement? RawOf(CreateElicitationParams value) => (value as CreateElicitationParams.Unknown)?.Raw;
}
