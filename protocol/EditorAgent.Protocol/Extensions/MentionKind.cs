namespace EditorAgent.Protocol.Extensions;

/// <summary>What a mention stands for.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<MentionKind>))]
public enum MentionKind
{
    File,
    Folder,
    Symbol,
    Problem,
    Resource,
}
