namespace EditorAgent.Protocol.ClientMethods;

/// <summary>How a client draws an option; the option's id is the answer.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<PermissionOptionKind>))]
public enum PermissionOptionKind
{
    AllowOnce,
    AllowAlways,
    RejectOnce,
    RejectAlways,
}
