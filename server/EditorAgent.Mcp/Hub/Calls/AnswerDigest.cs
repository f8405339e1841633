using System.Security.Cryptography;
using System.Text;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub.Calls;

/// <summary>Size and hash of an answer, for the audit.</summary>
internal readonly record struct AnswerDigest(long Bytes, string Hash)
{
    public static AnswerDigest Of(ToolAnswer answer)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes = 0;
        foreach (var part in answer.Content)
        {
            Add(part switch
            {
                AnswerPart.Text text => Encoding.UTF8.GetBytes(text.Value),
                AnswerPart.Image image => image.Data.Span,
                AnswerPart.Audio audio => audio.Data.Span,
                AnswerPart.Embedded { Content: { Bytes: { } binary } } => binary.Span,
                AnswerPart.Embedded { Content: var content } => Encoding.UTF8.GetBytes(content.Text ?? content.Uri),
                AnswerPart.Link link => Encoding.UTF8.GetBytes(link.Resource.Uri),
                AnswerPart.Unreadable unreadable => Encoding.UTF8.GetBytes(unreadable.Why),
                _ => [],
            });
        }

        if (answer.Structured is { } structured)
        {
            Add(Encoding.UTF8.GetBytes(structured.GetRawText()));
        }

        return new AnswerDigest(bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));

        // The length first, so that where one piece ends and the next begins is part of it.
        void Add(ReadOnlySpan<byte> piece)
        {
            hash.AppendData(BitConverter.GetBytes(piece.Length));
            hash.AppendData(piece);
            bytes += piece.Length;
        }
    }
}
