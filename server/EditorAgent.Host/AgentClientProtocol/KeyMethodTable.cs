using EditorAgent.Protocol;
using EditorAgent.Protocol.Extensions;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol;

/// <summary>The methods about keys and model servers, in the manner of <see cref="AcpMethodTable"/>.</summary>
internal sealed class KeyMethodTable(AcpServer server)
{
    [JsonRpcMethod(EditorAgentMethods.KeyStatus, UseSingleObjectParameterDeserialization = true)]
    public Task<KeyStatusResult> KeyStatusAsync(KeyStatusParams? request = null, CancellationToken cancellationToken = default) =>
        server.Keys.StatusAsync(cancellationToken);

    [JsonRpcMethod(EditorAgentMethods.SetKey, UseSingleObjectParameterDeserialization = true)]
    public SetKeyResult SetKey(SetKeyParams? request = null) => server.Keys.Set(AcpErrors.Required(request, EditorAgentMethods.SetKey));

    [JsonRpcMethod(EditorAgentMethods.UseLocalServer, UseSingleObjectParameterDeserialization = true)]
    public Task<UseLocalServerResult> UseLocalServerAsync(UseLocalServerParams? request = null, CancellationToken cancellationToken = default) =>
        server.Keys.UseLocalAsync(AcpErrors.Required(request, EditorAgentMethods.UseLocalServer), cancellationToken);
}
