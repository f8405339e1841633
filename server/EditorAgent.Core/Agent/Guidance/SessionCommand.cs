namespace EditorAgent.Core.Agent.Guidance;

/// <summary>A command that acts on the session itself instead of asking the model for work: <c>/undo</c> and <c>/compact what to keep</c>.</summary>
public abstract record SessionCommand
{
    private SessionCommand()
    {
    }

    public sealed record Undo : SessionCommand;

    /// <param name="Wish">What the user wants kept, perhaps nothing.</param>
    public sealed record Compact(string Wish) : SessionCommand;

    /// <returns>Null when the text is another prompt.</returns>
    public static SessionCommand? In(string typed)
    {
        var text = typed.Trim();
        if (text == "/undo")
        {
            return new Undo();
        }

        const string compact = "/compact";
        return text.StartsWith(compact, StringComparison.Ordinal) && (text.Length == compact.Length || char.IsWhiteSpace(text[compact.Length]))
            ? new Compact(text[compact.Length..].Trim())
            : null;
    }
}
