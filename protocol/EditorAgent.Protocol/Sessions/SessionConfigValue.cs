namespace EditorAgent.Protocol.Sessions;

/// <summary>What an option is set to.</summary>
[JsonConverter(typeof(SessionConfigValueConverter))]
public abstract record SessionConfigValue
{
    private SessionConfigValue()
    {
    }

    /// <summary>One of the values that an option of type <c>select</c> offers.</summary>
    public sealed record Choice(string Value) : SessionConfigValue;

    /// <summary>The value of an option of type <c>boolean</c>.</summary>
    public sealed record Switch(bool On) : SessionConfigValue;

    /// <summary>A value that no option of ours takes.</summary>
    public sealed record Unknown(JsonElement Raw) : SessionConfigValue;
}
