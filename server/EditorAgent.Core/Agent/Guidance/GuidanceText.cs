namespace EditorAgent.Core.Agent.Guidance;

/// <summary>A skill or a command: a text that somebody wrote down to be followed when it is called by name.</summary>
/// <param name="Name">As typed behind the slash; unique among all of its shelf.</param>
/// <param name="Description">On one line.</param>
/// <param name="Hint">What may follow the name; null where nobody said.</param>
/// <param name="File">Absolute.</param>
/// <param name="Body">What is to be followed, arguments not filled in.</param>
/// <param name="IsOfWorkspace">Whether it lies in the workspace; otherwise the user wrote it for all.</param>
internal sealed record GuidanceText(string Name, string Description, string? Hint, string File, string Body, bool IsOfWorkspace)
{
    /// <summary>The hint of a text that takes arguments and does not say which.</summary>
    public const string AnyArguments = "arguments";

    /// <summary>Whether the model is told of it.</summary>
    public bool IsForModel { get; init; } = true;

    /// <summary>Whether the user can call it by name.</summary>
    public bool IsForUser { get; init; } = true;

    public string Origin => this.IsOfWorkspace ? "workspace" : "you";
}
