using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Processes.Confining;

/// <param name="Path">Absolute.</param>
/// <param name="Root">The workspace root it lies in.</param>
/// <param name="IsDirectory">Whether it is a real directory; a link to one is not.</param>
/// <param name="Identity">Which file it is, whatever it is called.</param>
/// <param name="Protection">Why it is protected.</param>
internal sealed record ProtectedEntry(string Path, string Root, bool IsDirectory, FileIdentity Identity, ProtectedFile Protection)
{
    public string Relative => System.IO.Path.GetRelativePath(this.Root, this.Path);
}
