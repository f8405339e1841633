using System.Text.Json;
using System.Text.Json.Serialization;

namespace EditorAgent.Host.AgentClientProtocol.Transport;

/// <summary>What the transport itself puts on the wire, beside the protocol's records.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict, PropertyNameCaseInsensitive = false)]
[JsonSerializable(typeof(CancelRequestParams))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(object))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
internal sealed partial class TransportJsonContext : JsonSerializerContext;
