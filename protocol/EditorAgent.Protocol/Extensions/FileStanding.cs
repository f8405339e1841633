namespace EditorAgent.Protocol.Extensions;

/// <summary>What unjudged changes have made of a file.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<FileStanding>))]
public enum FileStanding
{
    Changed,
    Created,
    Deleted,
}
