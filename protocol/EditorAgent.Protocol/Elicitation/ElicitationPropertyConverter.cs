namespace EditorAgent.Protocol.Elicitation;

internal sealed class ElicitationPropertyConverter() : TaggedUnionConverter<ElicitationProperty>("type")
{
    protected override Type? TypeOf(string? tag) => tag switch
    {
        "string" => typeof(ElicitationProperty.String),
        "number" => typeof(ElicitationProperty.Number),
        "integer" => typeof(ElicitationProperty.Integer),
        "boolean" => typeof(ElicitationProperty.Boolean),
        "array" => typeof(ElicitationProperty.MultiSelect),
        null => throw new JsonException("ElicitationProperty: the member 'type' is missing."),
        _ => null,
    };

    protected override ElicitationProperty Unknown(JsonElement raw) => new ElicitationProperty.Unknown(raw);

    protected override JsonElement? RawOf(ElicitationProperty value) => (value as ElicitationProperty.Unknown)?.Raw;
}
