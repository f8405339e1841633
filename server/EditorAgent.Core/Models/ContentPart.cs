namespace EditorAgent.Core.Models;

/// <summary>What a user or a tool can put before the model.</summary>
public abstract record ContentPart
{
    private ContentPart()
    {
    }

    /// <summary>In a user's message: what brought it, where somebody else wrote it (<c>/wiki:review</c>, <c>@wiki:uri</c>); null for the user's own words and ours.</summary>
    public string? Outside { get; init; }

    /// <summary>In a user's message: whether it is the content of a file of the workspace that the user attached.</summary>
    public bool IsOfWorkspace { get; init; }

    public sealed record Text(string Value) : ContentPart
    {
        /// <summary>
        /// In a tool's result: whether EditorAgent says it, so that it stands outside the fence of what others wrote; nothing of others may be
        /// in it. In a user's message: whether EditorAgent put it beside the user's words, out of the workspace and fenced; nobody is shown it
        /// as theirs.
        /// </summary>
        public bool IsOwn { get; init; }
    }

    /// <param name="MimeType">For example <c>image/png</c>.</param>
    /// <param name="Data">The encoded image, at most 10 MiB.</param>
    public sealed record Image(string MimeType, ReadOnlyMemory<byte> Data) : ContentPart;
}
