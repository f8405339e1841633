using System.Buffers;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace EditorAgent.Benchmarks.Floor;

/// <summary>
/// The least a .NET agent loop can do: HttpClient, server-sent events, one tool that reads a file, one JSON line a message flushed to the
/// disk once a step. No approvals, no validation, no interface. What the product costs is measured against it, in the same run and in
/// the same kind of process.
/// </summary>
internal static class FloorLoop
{
    public static async Task<int> RunAsync(string baseUrl, string workspace, string journalPath)
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        await using var journal = new FileStream(journalPath, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 64 * 1024);
        var history = new ArrayBufferWriter<byte>(1 << 20);
        Append(history, journal, """{"role":"system","content":"You are a floor."}"""u8);
        Append(history, journal, """{"role":"user","content":"go"}"""u8);
        journal.Flush(flushToDisk: true);
        while (true)
        {
            var (call, arguments) = await AskAsync(client, baseUrl, history);
            if (call is null)
            {
                return 0;
            }

            var path = JsonDocument.Parse(arguments).RootElement.GetProperty("path").GetString()!;
            var text = await File.ReadAllTextAsync(Path.Combine(workspace, path));
            Append(history, journal, Encode(json =>
            {
                json.WriteString("role", "assistant");
                json.WriteStartArray("tool_calls");
                json.WriteStartObject();
                json.WriteString("id", call);
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", "read");
                json.WriteString("arguments", arguments);
                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteEndArray();
            }));
            Append(history, journal, Encode(json =>
            {
                json.WriteString("role", "tool");
                json.WriteString("tool_call_id", call);
                json.WriteString("content", text);
            }));
            journal.Flush(flushToDisk: true);
        }
    }

    private static async Task<(string? Call, string Arguments)> AskAsync(HttpClient client, string baseUrl, ArrayBufferWriter<byte> history)
    {
        var body = new ArrayBufferWriter<byte>(history.WrittenCount + 1024);
        body.Write("""{"model":"floor","stream":true,"tools":[{"type":"function","function":{"name":"read","description":"Reads a file","parameters":{"type":"object","properties":{"path":{"type":"string"}},"required":["path"]}}}],"messages":["""u8);
        body.Write(history.WrittenSpan);
        body.Write("]}"u8);
        using var request = new HttpRequestMessage(HttpMethod.Post, baseUrl + "/chat/completions")
        {
            Content = new ReadOnlyMemoryContent(body.WrittenMemory) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        string? call = null;
        var arguments = new StringBuilder();
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(), static (_, data) => data.ToArray()).EnumerateAsync())
        {
            if (item.Data.AsSpan().SequenceEqual("[DONE]"u8))
            {
                continue;
            }

            using var chunk = JsonDocument.Parse(item.Data);
            foreach (var choice in chunk.RootElement.GetProperty("choices").EnumerateArray())
            {
                if (!choice.GetProperty("delta").TryGetProperty("tool_calls", out var calls))
                {
                    continue;
                }

                call = calls[0].TryGetProperty("id", out var id) ? id.GetString() : call;
                arguments.Append(calls[0].GetProperty("function").TryGetProperty("arguments", out var piece) ? piece.GetString() : "");
            }
        }

        return (call, arguments.ToString());
    }

    private static void Append(ArrayBufferWriter<byte> history, FileStream journal, ReadOnlySpan<byte> message)
    {
        if (history.WrittenCount > 0)
        {
            history.Write(","u8);
        }

        history.Write(message);
        journal.Write(message);
        journal.WriteByte((byte)'\n');
    }

    private static byte[] Encode(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
