namespace EditorAgent.Protocol;

/// <summary>The version of the Agent Client Protocol spoken here.</summary>
public static class AcpVersion
{
    public const ushort Current = 1;
}
