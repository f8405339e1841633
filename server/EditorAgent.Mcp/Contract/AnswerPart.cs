using System.Collections.Immutable;

namespace EditorAgent.Mcp.Contract;

/// <summary>A piece of what a server answers. Nothing a piece points to is ever fetched.</summary>
public abstract record AnswerPart
{
    private AnswerPart()
    {
    }

    /// <summary>Who it is for, as the server says: <c>user</c>, <c>assistant</c>; empty is both.</summary>
    public ImmutableArray<string> Audience { get; init; } = [];

    public sealed record Text(string Value) : AnswerPart;

    public sealed record Image(string MimeType, ReadOnlyMemory<byte> Data) : AnswerPart;

    public sealed record Audio(string MimeType, ReadOnlyMemory<byte> Data) : AnswerPart;

    public sealed record Link(ServerResource Resource) : AnswerPart;

    public sealed record Embedded(ResourceContent Content) : AnswerPart;

    /// <summary>Something of an unknown kind, or broken.</summary>
    public sealed record Unreadable(string Why) : AnswerPart;
}
