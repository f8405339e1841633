using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EditorAgent.Mcp.Connections;
using EditorAgent.Mcp.Contract;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Audit;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.Benchmarks.Servers;

internal static class Ladder
{
    public static async Task<int> RunAsync(TextWriter output, bool own)
    {
        var server = own ? ServerProgram.Own("echo", "echo") : await ServerProgram.EverythingAsync();
        await using var bare = await SdkCaller.StartAsync(server);
        var session = await ServerSession.OpenAsync(server);
        await using var hub = new HubCaller(session, server);
        var endpoint = new ServerEndpoint
        {
            Name = "x", Transport = McpTransport.Stdio,
            Process = new ProcessSpecification { Program = server.Program, Arguments = server.Arguments, WorkingDirectory = "/tmp", Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["HOME"]="/tmp" }, Timeout = Timeout.InfiniteTimeSpan },
        };
        await using var connection = await ServerConnection.ConnectAsync(endpoint, new ServerQuestions(), new ServerEvents(), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        await connection.ListToolsAsync(default);
        var audit = new CallAudit("/tmp/ladder-audit", TimeProvider.System);
        ServerSession.Fake = true;
        var fakeSession = await ServerSession.OpenAsync(server);
        await using var fake = new HubCaller(fakeSession, server);
        ServerSession.Fake = false;
        var names = Environment.GetEnvironmentVariable("LADDER")?.Split(',') ?? new[] { "sdk", "connection", "hub", "pipeline", "audit", "plan", "fakehub", "fakepipe", "hub2" };
        var times = names.ToDictionary(n => n, _ => new List<double>());
        int n = 0;
        async Task One(string name)
        {
            var message = "the quick brown fox jumps over the lazy dog, " + n++;
            var args = JsonSerializer.Serialize(new Dictionary<string, string> { [server.ArgumentName] = message });
            var begin = Stopwatch.GetTimestamp();
            switch (name)
            {
                case "sdk": await bare.CallAsync(message); break;
                case "connection": await connection.CallToolAsync(server.Tool, JsonElement.Parse(args), new CallOptions(), default); break;
                case "hub": await session.Hub.CallAsync(new ServerCall(server.Name, server.Tool, JsonElement.Parse(args), "rule", "r", "c"), new CallOptions(), default); break;
                case "pipeline": await hub.CallAsync(message); break;
                case "fakepipe": await fake.CallAsync(message); break;
                case "fakehub": await fakeSession.Hub.CallAsync(new ServerCall(server.Name, server.Tool, JsonElement.Parse(args), "rule", "r", "c"), new CallOptions(), default); break;
                case "hub2": await Task.Yield(); await fakeSession.Hub.CallAsync(new ServerCall(server.Name, server.Tool, JsonElement.Parse(args), "rule", "r", "c"), new CallOptions(), default); break;
                case "audit": await audit.AppendAsync(new CallRecord { Call = new AuditedCall { Workspace = "/repo", Server = "db", ServerHash = "h", Tool = "query", Arguments = JsonElement.Parse(args), ApprovedBy = "person", Rule = "once", CallId = "call_1" }, Duration = TimeSpan.FromMilliseconds(12.5), Outcome = "answered", ResultBytes = 3 }, default); break;
                case "plan":
                    {
                        var call = new EditorAgent.Core.Models.AssistantPart.ToolCall(new EditorAgent.Core.Models.ToolCallId("call_1"), "v", $"mcp__{server.Name}__{server.Tool}", args);
                        var planned = (EditorAgent.Core.Tools.PreparedToolCall.Planned)await session.Pipeline.PrepareAsync(call, default);
                        await session.Pipeline.DecideAsync(planned, new((_, _) => ValueTask.CompletedTask, (_, _) => { }), default);
                        break;
                    }
            }
            times[name].Add(Stopwatch.GetElapsedTime(begin).TotalMicroseconds);
        }
        var rounds = int.Parse(Environment.GetEnvironmentVariable("ROUNDS") ?? "140");
        for (var r = 0; r < rounds; r++)
        {
            foreach (var name in names)
            {
                for (var i = 0; i < 50; i++) await One(name);
            }
            if (r == rounds * 4 / 7) foreach (var l in times.Values) l.Clear();
        }
        foreach (var name in names)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name,-12} p10 {Statistics.Quantile(times[name], .1):0} p50 {Statistics.Quantile(times[name], .5):0} p95 {Statistics.Quantile(times[name], .95):0}"));
        return 0;
    }
}
