using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Benchmarks;

/// <summary>
/// A model endpoint that answers at once: every answer but the last calls <c>read</c> on the next file. It notes when each request's headers
/// arrived and when each answer had been sent; the time between is what the agent spent.
/// </summary>
internal sealed class InstantModel : IAsyncDisposable
{
    private readonly WebApplication server;
    private Exchange current = new(0);

    private InstantModel(WebApplication server) => this.server = server;

    /// <summary>Of the run.</summary>
    public string FirstRequest { get; private set; } = "";

    public string BaseUrl => this.server.Urls.First() + "/v1";

    public static async Task<InstantModel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        var server = builder.Build();
        var model = new InstantModel(server);
        server.MapPost("/v1/chat/completions", model.AnswerAsync);
        await server.StartAsync();
        return model;
    }

    /// <summary>The next requests belong to a new run of so many steps.</summary>
    public Exchange Begin(int steps) => this.current = new Exchange(steps);

    public ValueTask DisposeAsync() => this.server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var arrived = Stopwatch.GetTimestamp();
        var exchange = this.current;
        var step = exchange.Arrived(arrived);
        if (step == 0)
        {
            this.FirstRequest = await new StreamReader(context.Request.Body).ReadToEndAsync();
        }
        else
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
        }

        context.Response.ContentType = "text/event-stream";
        await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(AnswerOf(step, exchange.Steps)));
        await context.Response.CompleteAsync();
        exchange.Answered(Stopwatch.GetTimestamp());
    }

    private static string AnswerOf(int step, int steps)
    {
        if (step >= steps)
        {
            return """
                data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"Done."}}]}

                data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                data: {"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":10}}

                data: [DONE]


                """;
        }

        var file = step.ToString("d3", CultureInfo.InvariantCulture);
        return $$$"""
            data: {"choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"call_{{{file}}}","type":"function","function":{"name":"read","arguments":""}}]}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"path\":"}}]}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\"f{{{file}}}.txt\"}"}}]}}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: {"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":10}}

            data: [DONE]


            """;
    }
}
