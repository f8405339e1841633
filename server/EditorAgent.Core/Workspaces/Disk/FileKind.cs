namespace EditorAgent.Core.Workspaces.Disk;

internal enum FileKind
{
    /// <summary>A pipe, a socket or a device.</summary>
    Special,
    Regular,
    Directory,
    Link,
}
