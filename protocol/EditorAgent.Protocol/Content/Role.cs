namespace EditorAgent.Protocol.Content;

/// <summary>Whom content is for.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<Role>))]
public enum Role
{
    Assistant,
    User,
}
