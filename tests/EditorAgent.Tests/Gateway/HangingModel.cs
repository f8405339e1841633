using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Tests.Gateway;

/// <summary>A model that begins an answer and never ends it, until the request is given up.</summary>
internal sealed class HangingModel : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly TaskCompletionSource<string> asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HangingModel(WebApplication application) => this.application = application;

    public string BaseUrl => $"{this.application.Urls.First()}/v1";

    /// <summary>Completes with the authorization of the first request.</summary>
    public Task<string> Asked => this.asked.Task;

    public Task GivenUp => this.givenUp.Task;

    public static async Task<HangingModel> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        builder.Logging.ClearProviders();
        var application = builder.Build();
        var model = new HangingModel(application);
        application.Run(model.HandleAsync);
        await application.StartAsync(cancellationToken);
        return model;
    }

    public async ValueTask DisposeAsync()
    {
        this.givenUp.TrySetResult();
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await this.application.StopAsync(atOnce.Token);
        await this.application.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync("data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"One\"}}]}\n\n");
        await context.Response.Body.FlushAsync();
        this.asked.TrySetResult(context.Request.Headers.Authorization.ToString());
        await using var registration = context.RequestAborted.UnsafeRegister(_ => this.givenUp.TrySetResult(), null);
        await this.givenUp.Task;
    }
}
