namespace EditorAgent.Protocol.Elicitation;

internal sealed class CreateElicitationResultConverter() : TaggedUnionConverter<CreateElicitationResult>("action")
{
    protected override Type? TypeOf(string? tag) => tag switch
    {
        "accept" => typeof(CreateElicitationResult.Accept),
        "decline" => typeof(CreateElicitationResult.Decline),
        "cancel" => typeof(CreateElicitationResult.Cancel),
        null => throw new JsonException("CreateElicitationResult: the member 'action' is missing."),
        _ => null,
    };

    protected override CreateElicitationResult Unknown(JsonElement raw) => new CreateElicitationResult.Unknown(raw);

    protected override JsonElement? RawOf(CreateElicitationResult value) => (value as CreateElicitationResult.Unknown)?.Raw;
}
