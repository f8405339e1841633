using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Http;

/// <summary>
/// The conversation as bytes. While requests only append messages, each message is encoded once and the bytes of request n are the
/// beginning of those of request n+1; any other change (a compaction, a repaired history) starts over in a new buffer.
/// </summary>
internal sealed class EncodedHistory(Func<IMessageEncoder> newEncoder)
{
    private readonly List<Message> encoded = [];
    private IMessageEncoder encoder = newEncoder();
    private Utf8Buffer buffer = new();

    /// <summary>Valid until the next call.</summary>
    public ReadOnlyMemory<byte> Encode(IReadOnlyList<Message> messages)
    {
        if (!this.Continues(messages))
        {
            this.encoded.Clear();
            this.encoder = newEncoder();
            this.buffer = new Utf8Buffer();
        }

        for (var index = this.encoded.Count; index < messages.Count; index++)
        {
            this.encoder.Append(messages[index], this.buffer);
            this.encoded.Add(messages[index]);
        }

        this.encoder.Pause(this.buffer);
        return this.buffer.Written;
    }

    private bool Continues(IReadOnlyList<Message> messages)
    {
        if (messages.Count < this.encoded.Count)
        {
            return false;
        }

        for (var index = 0; index < this.encoded.Count; index++)
        {
            if (!ReferenceEquals(messages[index], this.encoded[index]))
            {
                return false;
            }
        }

        return true;
    }
}
