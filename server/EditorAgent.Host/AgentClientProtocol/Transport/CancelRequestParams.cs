using System.Text.Json;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol.Transport;

/// <param name="RequestId">A number or a string, as the request was sent.</param>
internal sealed record CancelRequestParams(JsonElement RequestId)
{
    public static CancelRequestParams For(RequestId id) => new(id.Number is { } number
        ? JsonSerializer.SerializeToElement(number, TransportJsonContext.Default.Int64)
        : JsonSerializer.SerializeToElement(id.String!, TransportJsonContext.Default.String));

    /// <summary>Null when it is neither.</summary>
    public RequestId? ToRequestId() => this.RequestId.ValueKind switch
    {
        JsonValueKind.String => new RequestId(this.RequestId.GetString()),
        JsonValueKind.Number when this.RequestId.TryGetInt64(out var number) => new RequestId(number),
        _ => null,
    };
}
