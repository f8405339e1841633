namespace EditorAgent.Core.Workspaces;

/// <param name="Kind">Why it is protected.</param>
/// <param name="Name">The file's or directory's name that makes it so; a rule that allows it has to speak of this name.</param>
public sealed record ProtectedFile(ProtectedFileKind Kind, string Name)
{
    /// <summary>One clause for a person, behind the file's name.</summary>
    public string Why => this.Kind switch
    {
        ProtectedFileKind.Secret => "may hold secrets",
        ProtectedFileKind.AgentConfiguration => "changes agent configuration",
        _ => "can execute code later",
    };
}
