namespace EditorAgent.Protocol.Sessions;

internal sealed class SessionConfigValueConverter : JsonConverter<SessionConfigValue>
{
    public override SessionConfigValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => new SessionConfigValue.Choice(reader.GetString()!),
        JsonTokenType.True => new SessionConfigValue.Switch(true),
        JsonTokenType.False => new SessionConfigValue.Switch(false),
        _ => new SessionConfigValue.Unknown((JsonElement)JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(typeof(JsonElement)))!),
    };

    public override void Write(Utf8JsonWriter writer, SessionConfigValue value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case SessionConfigValue.Choice choice:
                writer.WriteStringValue(choice.Value);
                break;
            case SessionConfigValue.Switch { On: var on }:
                writer.WriteBooleanValue(on);
                break;
            case SessionConfigValue.Unknown unknown:
                unknown.Raw.WriteTo(writer);
                break;
        }
    }
}
