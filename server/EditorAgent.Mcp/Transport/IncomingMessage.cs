using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Transport;

/// <summary>A message of a server, taken apart but not yet believed.</summary>
/// <param name="Id">Of an answer or a question.</param>
/// <param name="Method">Of a notification or a question; of a broken one: why it cannot be read.</param>
/// <param name="Payload">The result, the error object, or the parameters; <see cref="JsonValueKind.Undefined"/> where there are none. Owns its memory.</param>
internal readonly record struct IncomingMessage(IncomingKind Kind, RequestId Id, string Method, JsonElement Payload)
{
    /// <summary>Whether nothing else is there to be read, and somebody else reads what comes: whoever takes it may take his time.</summary>
    public bool IsAlone { get; init; }

    /// <summary>The request of ours that the server was answering when it asked; null where the transport cannot tell.</summary>
    public RequestId? During { get; init; }
}
