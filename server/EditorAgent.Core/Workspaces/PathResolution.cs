namespace EditorAgent.Core.Workspaces;

/// <summary>Whether a path given by a model, a client or a rule lies where it may be used.</summary>
public abstract record PathResolution
{
    private PathResolution()
    {
    }

    public sealed record Inside(WorkspacePath Path) : PathResolution;

    /// <param name="Message">For the model: what is wrong with the path and what would be right.</param>
    public sealed record Rejected(string Message) : PathResolution;
}
