namespace EditorAgent.Core.Workspaces.Buffers;

/// <summary>What an editor says to a new text for one of its documents.</summary>
public abstract record BufferReply
{
    private BufferReply()
    {
    }

    public sealed record Taken : BufferReply;

    /// <param name="Reason">One clause for a model, or null.</param>
    public sealed record Refused(string? Reason) : BufferReply;
}
