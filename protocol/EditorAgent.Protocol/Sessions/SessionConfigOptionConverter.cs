namespace EditorAgent.Protocol.Sessions;

internal sealed class SessionConfigOptionConverter() : TaggedUnionConverter<SessionConfigOption>("type")
{
    protected override Type? TypeOf(string? tag) => tag switch
    {
        "select" => typeof(SessionConfigOption.Select),
        "boolean" => typeof(SessionConfigOption.Boolean),
        null => throw new JsonException("SessionConfigOption: the member 'type' is missing."),
        _ => null,
    };

    protected override SessionConfigOption Unknown(JsonElement raw) => new SessionConfigOption.Unknown(raw);

    protected override JsonElement? RawOf(SessionConfigOption value) => (value as SessionConfigOption.Unknown)?.Raw;
}
