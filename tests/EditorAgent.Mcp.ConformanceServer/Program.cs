using System.Net;
using System.Runtime.InteropServices;
using EditorAgent.Host.LoopbackHttp;
using EditorAgent.Host.McpServer.Http;
using EditorAgent.Host.McpServer.Protocol;
using EditorAgent.Mcp.ConformanceServer;
using Microsoft.Extensions.Logging.Abstractions;

// The product's HTTP door and protocol with the suite's fixtures instead of a workspace. The suite knows no token, so it is added on the way in;
// the guard behind it is the product's.
var token = BearerToken.NewRandom();
var guard = new LoopbackGuard(token);
await using var protocol = new ServedProtocol(SuiteOffer.Create(), TimeProvider.System, NullLogger.Instance);
await using var http = new StreamableHttp(protocol, TimeProvider.System);
var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stopped.TrySetResult();
});
await using var listener = await LoopbackListener.StartAsync(
    [new IPEndPoint(IPAddress.Loopback, 0)],
    context =>
    {
        context.Request.Headers.Authorization = $"Bearer {token.Reveal()}";
        return guard.HandleAsync(context, http.HandleAsync);
    },
    new LoopbackBounds(),
    TimeProvider.System,
    NullLogger.Instance,
    CancellationToken.None);
await using var output = Console.OpenStandardOutput();
await output.WriteAsync(System.Text.Encoding.UTF8.GetBytes(new Uri(listener.Addresses[0], StreamableHttp.Path) + "\n"));
await output.FlushAsync();
await using var input = Console.OpenStandardInput();
await Task.WhenAny(stopped.Task, input.ReadExactlyAsync(new byte[1]).AsTask());
