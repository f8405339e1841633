using System.Net;
using EditorAgent.ModelProviders.Scripted;
using EditorAgent.ScriptedModelServer.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EditorAgent.ScriptedModelServer;

/// <summary>A vendor on loopback that says what a conversation file says. Listens from <see cref="StartAsync"/> until it is disposed.</summary>
public sealed class ScriptedModelHost : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly RequestLog log;

    private ScriptedModelHost(WebApplication application, RequestLog log, FaultQueue faults)
    {
        this.application = application;
        this.log = log;
        this.Faults = faults;
        this.Root = new Uri(application.Urls.First());
    }

    /// <summary>Without a path, for example <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri Root { get; }

    /// <summary>What a chat-completions client takes as its base URL.</summary>
    public Uri BaseUrl => new(this.Root, "v1");

    /// <summary>What an Anthropic client takes as its base URL.</summary>
    public Uri AnthropicBaseUrl => new(this.Root, "anthropic");

    /// <summary>The requests to the model so far, in the order in which their answers ended.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => this.log.Snapshot();

    public FaultQueue Faults { get; }

    public static async Task<ScriptedModelHost> StartAsync(
        ScriptedConversation conversation, ScriptedModelOptions options, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Logging.ClearProviders();
        var log = new RequestLog();
        var faults = new FaultQueue();
        var endpoint = new ScriptedModelEndpoint(new ScriptedModelResponder(conversation, options), faults, log, options.KeepsRequests);
        var application = builder.Build();
        application.Run(context => HandleAsync(endpoint, context));
        await application.StartAsync(cancellationToken);
        return new ScriptedModelHost(application, log, faults);
    }

    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => this.application.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // Clients keep connections open; waiting for them to let go would take the whole shutdown timeout.
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await this.application.StopAsync(atOnce.Token);
        await this.application.DisposeAsync();
    }

    private static async Task HandleAsync(ScriptedModelEndpoint endpoint, HttpContext context)
    {
        try
        {
            await endpoint.HandleAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client hung up; there is nobody to answer.
        }
    }
}
