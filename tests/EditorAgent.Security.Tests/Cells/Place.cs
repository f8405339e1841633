namespace EditorAgent.Security.Tests.Cells;

/// <summary>A workspace that was made for one input, or for several that leave it as it is.</summary>
/// <param name="Folder">Holds the workspace and its siblings; nothing in it may change.</param>
internal sealed record Place(string Folder)
{
    public string Workspace => Path.Combine(this.Folder, "W");
}
