using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.EndToEnd.Tests.Executable;

namespace EditorAgent.EndToEnd.Tests.Crash;

/// <summary>The least an ACP client can be: it writes lines and keeps every line that comes.</summary>
internal sealed class AcpLines(AgentProcess agent)
{
    public List<JsonElement> Received { get; } = [];

    public async Task SendAsync(string json)
    {
        await agent.Input.WriteAsync(json.ReplaceLineEndings("") + "\n");
        await agent.Input.FlushAsync();
    }

    public Task RequestAsync(int id, string method, JsonObject parameters) =>
        this.SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters }.ToJsonString());

    /// <summary>The next line that fits, or null when the agent has closed its end.</summary>
    public async Task<JsonElement?> WaitForAsync(Func<JsonElement, bool> fits)
    {
        while (await agent.Output.ReadLineAsync().WaitAsync(Limits.Hang) is { } line)
        {
            this.Received.Add(JsonElement.Parse(line));
            if (fits(this.Received[^1]))
            {
                return this.Received[^1];
            }
        }

        return null;
    }

    public Task<JsonElement?> WaitForAnswerAsync(int id) =>
        this.WaitForAsync(message => !message.TryGetProperty("method", out _) && message.TryGetProperty("id", out var own)
            && own.ValueKind == JsonValueKind.Number && own.GetInt32() == id);

    public Task<JsonElement?> WaitForRequestAsync(string method) =>
        this.WaitForAsync(message => message.TryGetProperty("id", out _) && message.TryGetProperty("method", out var name) && name.ValueEquals(method));

    /// <summary>Reads what had been written before the agent's end.</summary>
    public async Task ReadRestAsync()
    {
        var rest = await agent.Output.ReadToEndAsync();
        this.Received.AddRange(rest.Split('\n')[..^1].Select(line => JsonElement.Parse(line)));
    }
}
