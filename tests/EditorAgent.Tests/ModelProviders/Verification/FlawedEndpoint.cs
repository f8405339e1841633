using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Core.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Tests.ModelProviders.Verification;

/// <summary>A host of a model on loopback that does what it is asked, but for one flaw.</summary>
internal sealed class FlawedEndpoint : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly Flaw flaw;
    private readonly HashSet<string> seen = [];
    private int calls;

    private FlawedEndpoint(WebApplication application, Flaw flaw)
    {
        this.application = application;
        this.flaw = flaw;
    }

    public int Requests { get; private set; }

    public ProviderSettings Provider => new() { Name = "host", Type = ProviderType.OpenAi, BaseUrl = $"{this.application.Urls.First()}/v1", ApiKey = "sk-test-of-the-host" };

    public static ModelSettings Model { get; } = new() { Alias = "kimi", Provider = "host", Model = "kimi-k2" };

    public static async Task<FlawedEndpoint> StartAsync(Flaw flaw, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var application = builder.Build();
        var endpoint = new FlawedEndpoint(application, flaw);
        application.Run(endpoint.HandleAsync);
        await application.StartAsync(cancellationToken);
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await this.application.StopAsync(atOnce.Token);
        await this.application.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        this.Requests++;
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        if (this.flaw == Flaw.RefusesTheKey || context.Request.Headers.Authorization != "Bearer sk-test-of-the-host")
        {
            await RefuseAsync(context, 401, """{"error":{"type":"invalid_authentication_error","message":"Incorrect API key"}}""");
            return;
        }

        if (this.flaw == Flaw.Overloaded)
        {
            await RefuseAsync(context, 503, """{"error":{"message":"busy"}}""");
            return;
        }

        if (this.flaw == Flaw.AnswersWithAPage)
        {
            await RefuseAsync(context, 200, "<html>Welcome</html>", "text/html");
            return;
        }

        await this.AnswerAsync(context, JsonNode.Parse(body)!.AsObject());
    }

    private async Task AnswerAsync(HttpContext context, JsonObject request)
    {
        if (request["messages"] is not JsonArray messages)
        {
            await (this.flaw switch
            {
                Flaw.TakesNonsense => this.SendAsync(context, [new { role = "assistant", content = "Hello!" }], "stop", request),
                Flaw.FailsOnNonsense => RefuseAsync(context, 500, """{"error":{"message":"oops"}}"""),
                Flaw.RefusesWithAPage => RefuseAsync(context, 400, "<html>Bad Request</html>", "text/html"),
                _ => RefuseAsync(context, 400, """{"error":{"type":"invalid_request_error","message":"messages must be a list"}}"""),
            });
            return;
        }

        if (this.flaw == Flaw.RefusesReasoning && messages.Any(message => message!["reasoning_content"] is not null))
        {
            await RefuseAsync(context, 400, """{"error":{"message":"unknown field reasoning_content"}}""");
            return;
        }

        var last = messages[^1]!;
        var (deltas, finish) = last["role"]!.GetValue<string>() == "tool"
            ? (Text(last["content"]!.GetValue<string>()), "stop")
            : this.Reply(last["content"]!.GetValue<string>(), request);
        await this.SendAsync(context, deltas, finish, request);
    }

    private (List<object> Deltas, string Finish) Reply(string prompt, JsonObject request)
    {
        var choice = (request["tool_choice"] as JsonValue)?.GetValue<string>();
        var tools = request["tools"]?.AsArray() ?? [];
        var forbidden = choice == "none" && this.flaw != Flaw.IgnoresToolChoice;
        if (tools.Count > 0 && !forbidden && this.flaw != Flaw.NeverCalls)
        {
            if (prompt.StartsWith("Call the tool ", StringComparison.Ordinal))
            {
                return this.Calls((prompt.Split(' ')[3], prompt[(prompt.IndexOf('{', StringComparison.Ordinal))..]));
            }

            if (prompt.StartsWith("Call get_weather", StringComparison.Ordinal))
            {
                return this.flaw == Flaw.OneCallAtATime
                    ? this.Calls(("get_weather", """{"city":"Oslo"}"""))
                    : this.Calls(("get_weather", """{"city":"Oslo"}"""), ("get_weather", this.flaw == Flaw.MixesCalls ? """{"city":"Oslo"}""" : """{"city":"Rome"}"""));
            }

            if (prompt.StartsWith("Call look_up", StringComparison.Ordinal))
            {
                return this.Calls(("look_up", """{"key":"fruit"}"""));
            }

            if ((choice == "required" && this.flaw != Flaw.IgnoresToolChoice) || this.flaw == Flaw.AlwaysCalls)
            {
                return this.Calls((tools[0]!["function"]!["name"]!.GetValue<string>(), """{"name":"x"}"""));
            }
        }

        return this.Words(prompt, request["max_tokens"]!.GetValue<int>());
    }

    private (List<object> Deltas, string Finish) Words(string prompt, int cap)
    {
        const string Echo = "Repeat this line exactly, nothing else: ";
        if (prompt.StartsWith(Echo, StringComparison.Ordinal))
        {
            var line = prompt[Echo.Length..];
            return (Text(this.flaw == Flaw.BreaksLetters ? line.Replace('ü', '\uFFFD') : line), "stop");
        }

        if (prompt.StartsWith("Write the numbers", StringComparison.Ordinal))
        {
            var numbers = Enumerable.Range(1, 300).Where(number => this.flaw != Flaw.DropsPieces || number % 50 != 7).Select(number => number + " ");
            return ([.. numbers.Chunk(20).SelectMany(chunk => Text(string.Concat(chunk)))], "stop");
        }

        return cap < 50 && this.flaw is not (Flaw.IgnoresTheCap or Flaw.StopsBelowTheCap) ? (Text("Once upon a time"), "length") : (Text("pong"), "stop");
    }

    private (List<object> Deltas, string Finish) Calls(params (string Name, string Arguments)[] wanted)
    {
        var deltas = new List<object> { new { reasoning_content = "I call it." } };
        for (var index = 0; index < wanted.Length; index++)
        {
            this.calls++;
            var name = this.flaw == Flaw.InventsTools ? "no_such_tool" : wanted[index].Name;
            var arguments = this.flaw switch
            {
                Flaw.ViolatesSchemas => "{\"surprise\":1}",
                Flaw.ViolatesOneSchema when name == "paint" => "{\"colour\":\"pink\",\"coats\":1}",
                Flaw.BrokenArguments => wanted[index].Arguments[..^1],
                _ => wanted[index].Arguments,
            };
            var id = this.flaw == Flaw.SharesCallIds ? "call_0" : $"functions.{name}:{this.calls}";
            deltas.Add(new { tool_calls = new[] { new { index, id, type = "function", function = new { name, arguments = "" } } } });
            deltas.Add(new { tool_calls = new[] { new { index, function = new { arguments } } } });
        }

        return (deltas, this.flaw == Flaw.StopsForCalls ? "stop" : "tool_calls");
    }

    private static List<object> Text(string text) => [new { reasoning_content = "Hm." }, new { content = text }];

    private async Task SendAsync(HttpContext context, IEnumerable<object> deltas, string finish, JsonObject request)
    {
        var usage = new JsonObject { ["prompt_tokens"] = 100, ["completion_tokens"] = this.flaw == Flaw.IgnoresTheCap ? 40 : 10, ["total_tokens"] = this.flaw == Flaw.IgnoresTheCap ? 140 : 110 };
        var isKnown = !this.seen.Add(request["messages"]?.ToJsonString() ?? "");
        if (this.flaw != Flaw.ReportsNoCache)
        {
            usage["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = isKnown && this.flaw != Flaw.CachesNothing ? 64 : 0 };
        }

        var ordered = this.flaw == Flaw.ReasoningLast ? deltas.Reverse() : deltas;
        var lines = ordered.Select(delta => Chunk(new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = JsonSerializer.SerializeToNode(delta) }), null)).ToList();
        if (this.flaw == Flaw.UsageTooEarly)
        {
            lines.Insert(0, Chunk([], usage.DeepClone()));
        }

        lines.Add(Chunk(new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = new JsonObject(), ["finish_reason"] = this.flaw == Flaw.NoFinishReason ? null : finish }), null));
        if (this.flaw is not (Flaw.NoUsage or Flaw.UsageTooEarly))
        {
            lines.Add(Chunk([], usage));
        }

        if (this.flaw != Flaw.NoDone)
        {
            lines.Add("[DONE]");
        }

        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(string.Concat(lines.Select(line => $"data: {line}\n\n")), Encoding.UTF8, context.RequestAborted);
    }

    private static string Chunk(JsonArray choices, JsonNode? usage)
    {
        var chunk = new JsonObject { ["object"] = "chat.completion.chunk", ["choices"] = choices };
        if (usage is not null)
        {
            chunk["usage"] = usage;
        }

        return chunk.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static Task RefuseAsync(HttpContext context, int status, string body, string type = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }
}
