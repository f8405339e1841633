using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors.Servers;

/// <summary>What the reference server offers beside tools, as a client of ACP uses it.</summary>
public sealed class PromptsAndFormsTests
{
    /// <summary>How many tools the server has for a client that can be asked; one that opens addresses gets one more.</summary>
    private const int WithForms = 14;

    [Fact]
    public async Task Prompts_AreCommandsWithArguments()
    {
        await using var bench = await ServerBench.StartAsync("""
            turns:
              - {at: 0, when: {user_contains: 'weather in Paris, New Texas?'}, answer: {text: Sunny.}}
              - {at: 0, when: {user_contains: 'simple prompt without arguments'}, answer: {text: Simple.}}
            """);
        await bench.DeclareAsync(bench.UserFile, "ev", bench.EverythingWith());
        await bench.OpenAsync();
        var update = await bench.SeeAsync(frame => KindOf(frame) == "available_commands_update" && frame.GetRawText().Contains("ev:args-prompt", StringComparison.Ordinal));
        var command = update.GetProperty("params").GetProperty("update").GetProperty("availableCommands").EnumerateArray().Single(known => known.GetProperty("name").ValueEquals("ev:args-prompt"));
        Assert.Equal("city=... [state=...]", command.GetProperty("input").GetProperty("hint").GetString());

        Assert.Equal("/ev:args-prompt: missing: city. Write name=value, with quotes around a value that has blanks.", await bench.PromptAsync(ServerBench.Text("/ev:args-prompt")));
        Assert.Contains("has no prompt \"none\"; it has ", await bench.PromptAsync(ServerBench.Text("/ev:none")), StringComparison.Ordinal);
        Assert.Equal("Sunny.", await bench.PromptAsync(ServerBench.Text("/ev:args-prompt state=\"New Texas\" city=Paris")));
        Assert.Equal("Sunny.Simple.", await bench.PromptAsync(ServerBench.Text("/ev:simple-prompt")));
    }

    [Fact]
    public async Task Resources_AttachedByNameOrLink_ReachTheModel()
    {
        await using var bench = await ServerBench.StartAsync("""
            turns:
              - {at: 0, when: {user_contains: 'Resource 7: This is a plaintext resource'}, answer: {text: By name.}}
              - {at: 0, when: {user_contains: 'Everything Server – Architecture'}, answer: {text: By link.}}
              - {at: 0, when: {user_contains: 'could not be read'}, answer: {text: Missing.}}
            """);
        await bench.DeclareAsync(bench.UserFile, "ev", bench.EverythingWith());
        await bench.OpenAsync();

        Assert.Equal("By name.", await bench.PromptAsync(ServerBench.Text("Look at @ev:demo://resource/dynamic/text/7.")));
        Assert.Equal("By name.By link.", await bench.PromptAsync(ServerBench.Text("And this."), new { type = "resource_link", name = "architecture.md", uri = "demo://resource/static/document/architecture.md" }));
        Assert.Equal("By name.By link.Missing.", await bench.PromptAsync(ServerBench.Text("And @ev:demo://resource/none")));
    }

    [Theory]
    [InlineData("""{"action":"accept","content":{"name":"Ada Lovelace"}}""", "Ada Lovelace")]
    [InlineData("""{"action":"decline"}""", "declined")]
    [InlineData("""{"action":"cancel"}""", "cancelled")]
    public async Task Form_OfAServer_IsShownByTheClientAndAnswered(string reply, string says)
    {
        await using var bench = await ServerBench.StartAsync($$"""
            turns:
              - answer: {calls: [{tool: mcp__ev__trigger-elicitation-request, arguments: {} }]}
              - answer: {text: 'It says ${result:({{says}})}.'}
            """);
        await bench.DeclareAsync(bench.UserFile, "ev", bench.EverythingWith());
        JsonElement form = default;
        bench.Door.Answer = frame => MethodOf(frame) switch
        {
            "session/request_permission" => Allow,
            "elicitation/create" => $"\"result\":{(form = frame.GetProperty("params").Clone()) switch { _ => reply }}",
            _ => null,
        };
        await bench.OpenAsync();
        await bench.ToolsAsync(WithForms + 1);

        Assert.Equal($"It says {says}.", await bench.PromptAsync(ServerBench.Text("go")));
        Assert.StartsWith("The MCP server ev asks: ", form.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(bench.Session, form.GetProperty("sessionId").GetString());
        Assert.Equal("string", form.GetProperty("requestedSchema").GetProperty("properties").GetProperty("name").GetProperty("type").GetString());
        var details = bench.Door.Updates("tool_call").Single(update => update.GetProperty("name").GetString() == "mcp__ev__trigger-elicitation-request").GetProperty("_meta").GetProperty("editoragent");
        Assert.Equal(("ev", "trigger-elicitation-request"), (details.GetProperty("server").GetString(), details.GetProperty("tool").GetString()));
    }

    /// <summary>Without a place for forms only a yes or no can be put to the user; what has fields is answered by nobody.</summary>
    [Fact]
    public async Task Form_WhenTheClientShowsNone_IsNotFilledIn()
    {
        await using var bench = await ServerBench.StartAsync("""
            turns:
              - answer: {calls: [{tool: mcp__ev__trigger-elicitation-request, arguments: {} }]}
              - answer: {text: 'It got ${result:"action": "(decline|cancel)"}.'}
            """);
        await bench.DeclareAsync(bench.UserFile, "ev", bench.EverythingWith());
        bench.Door.Answer = frame => MethodOf(frame) == "session/request_permission" ? Allow : null;
        await bench.OpenAsync("""{"protocolVersion":1,"clientCapabilities":{"_meta":{"editoragent":{"mcp":true}}}}""");
        await bench.ToolsAsync(WithForms);

        Assert.Matches(@"It got (decline|cancel)\.$", await bench.PromptAsync(ServerBench.Text("go")));
        Assert.DoesNotContain(bench.Door.Seen, frame => MethodOf(frame) == "elicitation/create");
        Assert.Single(bench.Door.Seen, frame => MethodOf(frame) == "session/request_permission");
    }

    private static string Allow => """
        "result":{"outcome":{"outcome":"selected","optionId":"allow_once"}}
        """;
}
