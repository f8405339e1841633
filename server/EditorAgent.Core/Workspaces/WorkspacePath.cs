namespace EditorAgent.Core.Workspaces;

/// <summary>
/// An absolute path of which <see cref="Workspace"/> has found that it lies in the workspace, links resolved. Only
/// <see cref="Workspace"/> makes one, so a tool that holds it need not check again.
/// </summary>
public readonly record struct WorkspacePath
{
    internal WorkspacePath(string absolute, string relative)
    {
        Absolute = absolute;
        Relative = relative;
    }

    /// <summary>The absolute path, normalised.</summary>
    public string Absolute { get; }

    /// <summary>The path from the workspace's root with forward slashes; <c>.</c> for the root itself.</summary>
    public string Relative { get; }

    public override string ToString() => Relative;
}
