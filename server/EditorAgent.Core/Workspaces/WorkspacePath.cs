using EditorAgent.Core.Workspaces.Disk;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// An absolute path of which <see cref="Workspace"/> has found that it lies in the workspace, links resolved. Only
/// <see cref="Workspace"/> makes one that can be opened, so a tool that holds it need not check again; one from a journal only names a file.
/// </summary>
public readonly record struct WorkspacePath
{
    internal WorkspacePath(string absolute, string relative, WorkspaceRoot? root = null)
    {
        Absolute = absolute;
        Relative = relative;
        Root = root;
    }

    /// <summary>The absolute path, normalised.</summary>
    public string Absolute { get; }

    /// <summary>The path from the workspace's root with forward slashes; <c>.</c> for the root itself.</summary>
    public string Relative { get; }

    /// <summary>As it was spelled, from the workspace's root, where a link on the way made it another path; else null.</summary>
    public string? Lexical { get; internal init; }

    /// <summary>Whether Windows would take the name for another file's: a stream, a short name, trailing dots or blanks.</summary>
    public bool IsAmbiguousOnWindows => WindowsPath.IsAmbiguous(Relative);

    /// <summary>The directory beneath which the file is opened.</summary>
    internal WorkspaceRoot? Root { get; }

    /// <summary>Two paths are one when they name the same file; through which workspace it was found does not matter.</summary>
    public bool Equals(WorkspacePath other) => Absolute == other.Absolute && Relative == other.Relative;

    public override int GetHashCode() => Absolute?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => Relative;
}
