namespace EditorAgent.Core.Agent.Guidance;

/// <summary>A command that the user can type.</summary>
/// <param name="Name">Without the slash.</param>
/// <param name="Description">One line.</param>
/// <param name="Hint">What may follow it; null where nothing does.</param>
/// <param name="Origin">Who wrote it: <c>you</c>, <c>workspace</c>; null for EditorAgent's own.</param>
public sealed record CommandEntry(string Name, string Description, string? Hint, string? Origin)
{
    /// <summary>For a list that shows one text for a command.</summary>
    public string Shown => this.Origin is null ? this.Description : $"{this.Description} ({this.Origin})";
}
