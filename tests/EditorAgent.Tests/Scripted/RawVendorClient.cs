using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using EditorAgent.ModelProviders.Scripted;
using EditorAgent.ScriptedModelServer;
using EditorAgent.ScriptedModelServer.Wire;

namespace EditorAgent.Tests.Scripted;

/// <summary>Speaks to the server with nothing but HttpClient and puts streams together by the vendors' documentation.</summary>
internal sealed class RawVendorClient(ScriptedModelHost host) : IDisposable
{
    public const string ChatGo = """{"model":"m","stream":true,"messages":[{"role":"user","content":"go"}]}""";
    public const string AnthropicGo = """{"model":"m","stream":true,"max_tokens":100,"messages":[{"role":"user","content":"go"}]}""";

    private readonly HttpClient http = new();

    public static string PathOf(VendorDialect dialect) => dialect == VendorDialect.ChatCompletions ? "v1/chat/completions" : "v1/messages";

    public static string GoOf(VendorDialect dialect) => dialect == VendorDialect.ChatCompletions ? ChatGo : AnthropicGo;

    public async Task<HttpResponseMessage> PostAsync(string path, string body, CancellationToken cancellationToken, string? fault = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Root, path));
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (fault is not null)
        {
            request.Headers.Add("x-scripted-fault", fault);
        }

        return await this.http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public Task<string> GetAsync(string path, CancellationToken cancellationToken) => this.http.GetStringAsync(new Uri(host.Root, path), cancellationToken);

    /// <summary>Reads to the end or to the break; tells which.</summary>
    public static async Task<(byte[] Body, bool IsWhole)> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                body.Write(buffer, 0, read);
            }

            return (body.ToArray(), true);
        }
        catch (IOException)
        {
            return (body.ToArray(), false);
        }
    }

    public static IEnumerable<JsonNode> Events(byte[] stream) => Encoding.UTF8.GetString(stream)
        .Split('\n')
        .Where(line => line.StartsWith("data: {", StringComparison.Ordinal))
        .Select(line => JsonNode.Parse(line["data: ".Length..])!);

    public static ScriptedAnswer FromChat(byte[] stream)
    {
        string? reasoning = null;
        string? text = null;
        string? finish = null;
        var usage = default(EditorAgent.Core.Models.TokenUsage);
        var calls = new SortedDictionary<int, (string Id, string Name, string Arguments)>();
        foreach (var item in Events(stream))
        {
            if (item["usage"] is { } counted)
            {
                usage = new((long)counted["prompt_tokens"]!, (long)counted["completion_tokens"]!, (long)counted["cached_tokens"]!);
            }

            if (item["choices"]!.AsArray() is not [{ } choice])
            {
                continue;
            }

            finish = (string?)choice["finish_reason"] ?? finish;
            var delta = choice["delta"]!;
            reasoning = (string?)delta["reasoning_content"] is { } thought ? reasoning + thought : reasoning;
            text = (string?)delta["content"] is { Length: > 0 } said ? text + said : text;
            foreach (var fragment in delta["tool_calls"]?.AsArray() ?? [])
            {
                var index = int.Parse(fragment!["index"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture);
                var call = calls.GetValueOrDefault(index, ("", "", ""));
                calls[index] = (
                    (string?)fragment["id"] ?? call.Item1,
                    (string?)fragment["function"]!["name"] ?? call.Item2,
                    call.Item3 + (string?)fragment["function"]!["arguments"]);
            }
        }

        return Answer(reasoning, text, calls.Values, finish, usage);
    }

    public static ScriptedAnswer FromAnthropic(byte[] stream)
    {
        string? reasoning = null;
        string? text = null;
        string? stop = null;
        var usage = default(EditorAgent.Core.Models.TokenUsage);
        var calls = new List<(string Id, string Name, string Arguments)>();
        foreach (var item in Events(stream))
        {
            var delta = item["delta"];
            switch ((string?)item["type"])
            {
                case "content_block_start" when (string?)item["content_block"]!["type"] == "tool_use":
                    calls.Add(((string)item["content_block"]!["id"]!, (string)item["content_block"]!["name"]!, ""));
                    break;
                case "content_block_start" when (string?)item["content_block"]!["type"] == "thinking":
                    reasoning = "";
                    break;
                case "content_block_delta":
                    text = (string?)delta!["text"] is { } said ? text + said : text;
                    reasoning += (string?)delta["thinking"];
                    if ((string?)delta["partial_json"] is { } piece)
                    {
                        calls[^1] = calls[^1] with { Arguments = calls[^1].Arguments + piece };
                    }

                    break;
                case "message_delta":
                    stop = (string?)delta!["stop_reason"];
                    var counted = item["usage"]!;
                    var cached = (long)counted["cache_read_input_tokens"]!;
                    usage = new((long)counted["input_tokens"]! + cached, (long)counted["output_tokens"]!, cached);
                    break;
            }
        }

        return Answer(reasoning, text, calls, stop, usage);
    }

    public void Dispose() => this.http.Dispose();

    private static ScriptedAnswer Answer(
        string? reasoning, string? text, IEnumerable<(string Id, string Name, string Arguments)> calls, string? finish, EditorAgent.Core.Models.TokenUsage usage) =>
        new(
            reasoning,
            text,
            [.. calls.Select(call => new ScriptedCall(call.Id, call.Name, call.Arguments))],
            finish is "tool_calls" or "tool_use" ? EditorAgent.Core.Models.FinishReason.ToolCalls : EditorAgent.Core.Models.FinishReason.Stop,
            usage);
}
