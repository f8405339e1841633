using System.Text.Json;
using System.Text.Json.Serialization;
using EditorAgent.Host.AgentClientProtocol.Transport;
using StreamJsonRpc;

namespace EditorAgent.Protocol.Tests.Doors.Transport;

internal sealed record ProbeParams
{
    public required string Text { get; init; }

    public int Number { get; init; }
}

internal sealed record ProbeResult(string Text);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ProbeParams))]
[JsonSerializable(typeof(ProbeResult))]
internal sealed partial class ProbeJsonContext : JsonSerializerContext;

/// <summary>Methods that do each of the things a handler can do.</summary>
internal sealed class ProbeTarget
{
    public AcpJsonRpc Rpc { get; set; } = null!;

    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<string> Calls { get; } = [];

    [JsonRpcMethod("echo", UseSingleObjectParameterDeserialization = true)]
    public Task<ProbeResult> EchoAsync(ProbeParams? request = null, CancellationToken cancellationToken = default)
    {
        this.Calls.Add(request?.Text ?? "(none)");
        return Task.FromResult(new ProbeResult(request?.Text ?? "(none)"));
    }

    [JsonRpcMethod("throw/bug", UseSingleObjectParameterDeserialization = true)]
    public async Task<ProbeResult> BugAsync(ProbeParams? request = null, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        throw new InvalidOperationException("secret detail /home/someone");
    }

    [JsonRpcMethod("throw/meant", UseSingleObjectParameterDeserialization = true)]
    public Task<ProbeResult> MeantAsync(ProbeParams? request = null, CancellationToken cancellationToken = default) =>
        throw new LocalRpcException("No such session.") { ErrorCode = -32002 };

    [JsonRpcMethod("wait", UseSingleObjectParameterDeserialization = true)]
    public async Task<ProbeResult> WaitAsync(ProbeParams? request = null, CancellationToken cancellationToken = default)
    {
        this.Waiting.TrySetResult();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return new ProbeResult("never");
    }

    [JsonRpcMethod("then/notify", UseSingleObjectParameterDeserialization = true)]
    public Task<ProbeResult> ThenNotifyAsync(ProbeParams? request = null, CancellationToken cancellationToken = default)
    {
        var result = new ProbeResult("answered");
        this.Rpc.AfterResponse(result, () => _ = this.Rpc.NotifyWithParameterObjectAsync("after", new ProbeResult("notified")));
        return Task.FromResult(result);
    }

    [JsonRpcMethod("unserializable", UseSingleObjectParameterDeserialization = true)]
    public Task<object> UnserializableAsync(ProbeParams? request = null, CancellationToken cancellationToken = default) =>
        Task.FromResult<object>(new Version(1, 2));
}
