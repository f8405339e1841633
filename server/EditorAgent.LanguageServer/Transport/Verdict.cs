using System.Buffers;
using System.Text.Json;

namespace EditorAgent.LanguageServer.Transport;

/// <summary>What becomes of a frame.</summary>
internal abstract record Verdict
{
    /// <summary>The library gets it.</summary>
    public sealed record Pass : Verdict;

    /// <summary>Nobody gets it, and nobody waits for an answer.</summary>
    public sealed record Drop : Verdict;

    /// <summary>The library gets it, and it is the last one.</summary>
    /// <param name="Fault">Why the connection does not end as it should; null when it does.</param>
    public sealed record Exit(string? Fault) : Verdict;

    /// <param name="Body">Of the frame that the editor gets for it.</param>
    public sealed record Answer(ReadOnlyMemory<byte> Body) : Verdict
    {
        public static Answer Null(JsonElement id) => Write(id, writer => writer.WriteNull("result"u8));

        /// <param name="code">JSON-RPC's or LSP's.</param>
        /// <param name="reason">For the editor's log.</param>
        /// <param name="id">Under which it waits; null where there is none to be found.</param>
        public static Answer Refusal(RefusalCode code, string reason, JsonElement? id) => Write(id, writer =>
        {
            writer.WriteStartObject("error"u8);
            writer.WriteNumber("code"u8, (int)code);
            writer.WriteString("message"u8, reason);
            writer.WriteEndObject();
        });

        private static Answer Write(JsonElement? id, Action<Utf8JsonWriter> outcome)
        {
            var body = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(body))
            {
                writer.WriteStartObject();
                writer.WriteString("jsonrpc"u8, "2.0"u8);
                writer.WritePropertyName("id"u8);
                if (id is { } known)
                {
                    known.WriteTo(writer);
                }
                else
                {
                    writer.WriteNullValue();
                }

                outcome(writer);
                writer.WriteEndObject();
            }

            return new Answer(body.WrittenMemory);
        }
    }
}
