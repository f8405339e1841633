using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Permissions;

/// <summary>Which paths of a call no general permission covers.</summary>
internal static class CarefulPaths
{
    /// <summary>Why the path needs care and the name that makes it so, or null.</summary>
    public static (string Name, string Why)? Reason(PermissionSubject.Path path)
    {
        var found = ProtectedFiles.ForReading(path.Absolute) ?? (path.Writes ? ProtectedFiles.ForWriting(path.Relative) : null);
        return found is null ? null : (found.Name, $"{path.Relative} {found.Why}");
    }
}
