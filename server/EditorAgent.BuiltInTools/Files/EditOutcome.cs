using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Files;

internal abstract record EditOutcome
{
    private EditOutcome()
    {
    }

    public sealed record Applied(TextContent Content) : EditOutcome;

    /// <param name="Reason">Tells the model how to correct the edit.</param>
    public sealed record Failed(string Reason) : EditOutcome;
}
