namespace EditorAgent.Protocol.Lifecycle;

internal sealed class AuthMethodConverter() : TaggedUnionConverter<AuthMethod>("type")
{
    protected override Type? TypeOf(string? tag) => tag switch
    {
        "agent" => typeof(AuthMethod.Agent),
        "terminal" => typeof(AuthMethod.Terminal),
        null => typeof(AuthMethod.Agent),
        _ => null,
    };

    protected override AuthMethod Unknown(JsonElement raw) => new AuthMethod.Unknown(raw);

    protected override JsonElement? RawOf(AuthMethod value) => (value as AuthMethod.Unknown)?.Raw;
}
