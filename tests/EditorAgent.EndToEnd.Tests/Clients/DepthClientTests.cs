using System.Text.Json;
using EditorAgent.EndToEnd.Tests.Executable;
using EditorAgent.EndToEnd.Tests.Mcp;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Clients;

/// <summary>
/// The official SDK's client and what an agent does beside reading and editing, many conversations to a process. What crosses the wire is
/// checked by <c>depth.mjs</c>; here is checked what the model was told of it.
/// </summary>
public sealed class DepthClientTests : IDisposable
{
    private const string Config = """
        default_model = "main"
        [providers.p]
        type = "openai"
        base_url = "BASE"
        api_key = "sk-not-a-real-key"
        [models.main]
        provider = "p"
        model = "scripted"
        images = true
        [models.small]
        provider = "p"
        model = "scripted-small"
        price_input = 1000
        price_output = 1000
        price_currency = "EUR"
        [web]
        allow_loopback = true
        [[hooks]]
        event = "before_tool"
        matcher = "edit"
        command = "echo the notes are frozen >&2; exit 2"
        """;

    private readonly ClientRun run = new();

    [Fact]
    public async Task Work_WithSubagentsHooksAttachmentsResourcesModelsWebPlansQuestionsAndCommands_ReachesTheModelAsTheClientSawIt()
    {
        await using var model = await ScriptedServer.StartAsync(DepthConversations.Turns);
        this.run.Folders.WithConfig(Config.Replace("BASE", model.BaseUrl(), StringComparison.Ordinal));

        await File.WriteAllTextAsync(this.run.Folders.WorkFile("lines.txt"), "one\nline-two\nline-three\n", TestContext.Current.CancellationToken);
        var packages = await McpPackages.OpenAsync();
        await File.WriteAllTextAsync(
            Path.Combine(this.run.Folders.Home, "mcp.json"),
            JsonSerializer.Serialize(new { mcpServers = new { everything = new { command = packages.Node, args = new[] { packages.Everything, "stdio" } } } }),
            TestContext.Current.CancellationToken);

        await this.run.ConverseAsync("depth_work");

        var talks = (await model.RequestsAsync()).Select(request => JsonElement.Parse(request)).ToLookup(FirstWords);
        Assert.Equal([2, 2], new[] { "SCOUT the notes.", "SCOUT the folder." }.Select(words => talks.Single(talk => talk.Key.Contains(words, StringComparison.Ordinal)).Count()));
        Assert.Contains("The notes say red.", Last(talks["Send two."]), StringComparison.Ordinal);
        Assert.Contains("the notes are frozen", Last(talks["Make it green."]), StringComparison.Ordinal);
        var attached = Last(talks["Look at these."]);
        Assert.All(["colour=red", "the selected words", "data:image/png;base64,"], sent => Assert.Contains(sent, attached, StringComparison.Ordinal));
        var typed = Last(talks.Single(talk => talk.Key.StartsWith("Compare", StringComparison.Ordinal)));
        Assert.All(["colour=red", "lines 2-2 of 3", "line-two"], sent => Assert.Contains(sent, typed, StringComparison.Ordinal));
        Assert.DoesNotContain("line-three", typed, StringComparison.Ordinal);
        var resources = Last(talks.Single(talk => talk.Key.StartsWith("Sum it up", StringComparison.Ordinal)));
        Assert.All(
            ["the resource demo://resource/static/document/architecture.md of the MCP server everything", "the resource demo://resource/dynamic/text/7 of the MCP server everything"],
            sent => Assert.Contains(sent, resources, StringComparison.Ordinal));
        Assert.DoesNotContain("is not attached", resources, StringComparison.Ordinal);
        Assert.Equal("scripted-small", talks["Who are you?"].Single().GetProperty("model").GetString());
        Assert.Contains("The user chose: SQLite", Last(talks["Ask me."]), StringComparison.Ordinal);
        Assert.Contains("c1 is stopped", Last(talks["Serve it."]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_OfAClientWithForms_IsAskedInOne()
    {
        var requests = await this.ConverseAsync("depth_forms");

        Assert.Contains("The user chose: SQLite", requests[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_AreRenamedFoundForkedExportedAndPutAside() => await this.ConverseAsync("depth_sessions");

    public void Dispose() => this.run.Dispose();

    private static string Last(IEnumerable<JsonElement> talk) => talk.Last().GetRawText();

    /// <summary>By what the user said first, where that is plain text.</summary>
    private static string FirstWords(JsonElement request)
    {
        var said = request.GetProperty("messages").EnumerateArray().First(message => message.GetProperty("role").ValueEquals("user") && !IsReminder(message)).GetProperty("content");
        return said.ValueKind == JsonValueKind.String ? said.GetString()! : said[0].GetProperty("text").GetString()!;
    }

    private static bool IsReminder(JsonElement message) =>
        message.GetProperty("content") is { ValueKind: JsonValueKind.String } content && content.GetString()!.StartsWith("Plan mode is on", StringComparison.Ordinal);

    private async Task<string[]> ConverseAsync(string scenario)
    {
        await using var model = await ScriptedServer.StartAsync(DepthConversations.Turns);
        this.run.Folders.WithModel(model);
        await this.run.ConverseAsync(scenario);
        return await model.RequestsAsync();
    }
}
