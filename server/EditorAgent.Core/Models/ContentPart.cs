namespace EditorAgent.Core.Models;

/// <summary>What a user or a tool can put before the model.</summary>
public abstract record ContentPart
{
    private ContentPart()
    {
    }

    public sealed record Text(string Value) : ContentPart;

    /// <param name="MimeType">For example <c>image/png</c>.</param>
    /// <param name="Data">The encoded image, at most 10 MiB.</param>
    public sealed record Image(string MimeType, ReadOnlyMemory<byte> Data) : ContentPart;
}
