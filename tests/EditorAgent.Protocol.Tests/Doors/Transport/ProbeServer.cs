using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EditorAgent.Host.AgentClientProtocol.Transport;
using StreamJsonRpc;

namespace EditorAgent.Protocol.Tests.Doors.Transport;

/// <summary>The transport with <see cref="ProbeTarget"/> behind it and a raw client before it.</summary>
internal sealed class ProbeServer : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(AcpJson.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ProbeJsonContext.Default, AcpJsonContext.Default),
    };

    public ProbeServer(int lineLimit = AcpMessageHandler.DefaultLineLimit)
    {
        this.Rpc = AcpConnection.Create(this.Client.ServerInput, this.Client.ServerOutput, Json, this.Log, lineLimit);
        this.Target.Rpc = this.Rpc;
        this.Rpc.AddLocalRpcTarget(this.Target, new JsonRpcTargetOptions { AllowNonPublicInvocation = false });
        this.Rpc.StartListening();
    }

    public JsonLineClient Client { get; } = new();

    public RecordingLogger Log { get; } = new();

    public ProbeTarget Target { get; } = new();

    public AcpJsonRpc Rpc { get; }

    public async ValueTask DisposeAsync()
    {
        await this.Client.DisposeAsync();
        this.Rpc.Dispose();
    }
}
