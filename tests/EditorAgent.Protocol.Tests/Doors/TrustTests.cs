using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

/// <summary>What a client is asked before anything of a workspace runs.</summary>
public sealed class TrustTests
{
    /// <summary>Two calls that would run the workspace's build.</summary>
    private const string TestTwice = """
        count: whole_conversation
        turns:
          - answer: {calls: [{tool: run_tests, arguments: {}}]}
          - answer: {calls: [{tool: run_tests, arguments: {filter: "Name=x"}}]}
          - answer: {text: Over.}
        """;

    private const string Evil = "<Project><Target Name=\"x\" BeforeTargets=\"ResolveAssemblyReferences\"><Exec Command=\"touch canary\" /></Target></Project>";

    [Fact]
    public async Task Untrusted_WhenACallWouldRunCode_AsksForTrustAndListsWhatWouldRun()
    {
        await using var bench = StartWithProject();
        bench.Answer = _ => Choose("trust_no");
        await bench.PromptAsync(await bench.NewSessionAsync(), "go");

        var question = Assert.Single(Questions(bench));
        Assert.Equal(
            [("trust_always", "allow_always"), ("trust_session", "allow_once"), ("trust_no", "reject_once")],
            question.GetProperty("options").EnumerateArray().Select(option => (option.GetProperty("optionId").GetString(), option.GetProperty("kind").GetString())));
        var shown = question.GetProperty("toolCall").GetProperty("content")[0].GetProperty("content").GetProperty("text").GetString();
        Assert.Contains("Directory.Build.targets: Exec touch canary", shown, StringComparison.Ordinal);
        Assert.Contains("database: /bin/sh -c 'touch canary', environment TOKEN (pending approval)", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", shown, StringComparison.Ordinal);
        Assert.Contains("dotnet test", shown, StringComparison.Ordinal);
        var id = question.GetProperty("toolCall").GetProperty("toolCallId").GetString();
        Assert.Contains(bench.Updates("tool_call"), update => update.GetProperty("toolCallId").GetString() == id);
        Assert.Equal("failed", bench.Updates("tool_call_update").Last(update => update.GetProperty("toolCallId").GetString() == id).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Untrusted_WhenDeclined_RunsNothingAndIsNotAskedAgain()
    {
        await using var bench = StartWithProject();
        bench.Answer = _ => Choose("trust_no");
        var answer = await bench.PromptAsync(await bench.NewSessionAsync(), "go");

        Assert.Equal("end_turn", answer.GetProperty("result").GetProperty("stopReason").GetString());
        Assert.Single(Questions(bench));
        Assert.Contains("does not trust this workspace", JournalOf(bench), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(bench.Workspace, "canary")));
        Assert.False(Directory.Exists(Path.Combine(bench.HomeDirectory, "trust")));
    }

    [Theory]
    [InlineData("\"result\":{\"outcome\":{\"outcome\":\"selected\",\"optionId\":\"allow_once\"}}")]
    [InlineData("\"result\":{\"outcome\":{\"outcome\":\"selected\",\"optionId\":\"Trust this workspace\"}}")]
    [InlineData("\"result\":{\"outcome\":{\"outcome\":\"cancelled\"}}")]
    [InlineData("\"error\":{\"code\":-32601,\"message\":\"no such method\"}")]
    public async Task Untrusted_WhenAnythingButAnOfferedAnswerComesBack_TrustsNothing(string reply)
    {
        await using var bench = StartWithProject();
        bench.Answer = _ => reply;
        var answer = await bench.PromptAsync(await bench.NewSessionAsync(), "go");

        Assert.Equal("cancelled", answer.GetProperty("result").GetProperty("stopReason").GetString());
        Assert.False(File.Exists(Path.Combine(bench.Workspace, "canary")));
        Assert.False(Directory.Exists(Path.Combine(bench.HomeDirectory, "trust")));
    }

    [Fact]
    public async Task Trust_ForASession_IsNoApprovalOfTheCallAndEndsWithTheProcess()
    {
        await using var bench = StartWithProject();
        bench.Answer = frame => Choose(IsTrust(frame) ? "trust_session" : "reject_once");
        await bench.PromptAsync(await bench.NewSessionAsync(), "go");
        Assert.Equal([true, false, false], Questions(bench).Select(IsTrustQuestion));

        await using var later = await bench.RestartAsync();
        later.Answer = _ => Choose("trust_no");
        await later.PromptAsync(await later.NewSessionAsync(), "go");
        Assert.Equal([true], Questions(later).Select(IsTrustQuestion));
    }

    [Fact]
    public async Task Trust_ForGood_HoldsAfterARestartUntilSomethingChangesAndThenShowsOldAndNew()
    {
        await using var bench = StartWithProject();
        bench.Answer = frame => Choose(IsTrust(frame) ? "trust_always" : "reject_once");
        await bench.PromptAsync(await bench.NewSessionAsync(), "go");

        await using var later = await bench.RestartAsync();
        later.Answer = _ => Choose("reject_once");
        var session = await later.NewSessionAsync();
        await later.PromptAsync(session, "go");
        Assert.DoesNotContain(true, Questions(later).Select(IsTrustQuestion));

        var changed = Evil.Replace("touch canary", "touch canary2", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(later.Workspace, "Directory.Build.targets"), changed, TestContext.Current.CancellationToken);
        await using var last = await later.RestartAsync();
        last.Answer = _ => Choose("trust_no");
        await last.PromptAsync(await last.NewSessionAsync(), "go");
        var diff = Assert.Single(Questions(last)).GetProperty("toolCall").GetProperty("content").EnumerateArray().Single(part => part.GetProperty("type").GetString() == "diff");
        Assert.Equal((Evil, changed), (diff.GetProperty("oldText").GetString(), diff.GetProperty("newText").GetString()));
    }

    [Fact]
    public async Task Trusted_BeforeTheSession_AsksOnlyAboutTheCall()
    {
        await using var bench = StartWithProject();
        await bench.TrustAsync();
        bench.Answer = _ => Choose("reject_once");
        await bench.PromptAsync(await bench.NewSessionAsync(), "go");

        Assert.Equal([false, false], Questions(bench).Select(IsTrustQuestion));
    }

    [Fact]
    public async Task Extension_StatusGrantRevoke_SpeakOfWhatWasShown()
    {
        await using var bench = StartWithProject();
        var session = await bench.NewSessionAsync();
        var root = (await StatusAsync(bench, session))[0];
        Assert.Equal("untrusted", root.GetProperty("state").GetString());
        Assert.Contains(root.GetProperty("items").EnumerateArray(), item => item.GetProperty("kind").ValueEquals("build_logic") && item.GetProperty("what").ValueEquals("Exec touch canary"));
        var path = Json(root.GetProperty("path").GetString()!);
        var fingerprint = root.GetProperty("fingerprint").GetString();

        var stale = await bench.RequestAsync("_editoragent/trust/grant", $$"""{"sessionId":"{{session}}","path":{{path}},"fingerprint":"00","duration":"always"}""");
        Assert.Equal(-32600, CodeOf(stale));
        var foreign = await bench.RequestAsync("_editoragent/trust/grant", $$"""{"sessionId":"{{session}}","path":"/","fingerprint":"{{fingerprint}}","duration":"always"}""");
        Assert.Equal(-32602, CodeOf(foreign));
        Assert.Equal("untrusted", (await StatusAsync(bench, session))[0].GetProperty("state").GetString());

        await bench.RequestAsync("_editoragent/trust/grant", $$"""{"sessionId":"{{session}}","path":{{path}},"fingerprint":"{{fingerprint}}","duration":"always"}""");
        Assert.Equal("trusted", (await StatusAsync(bench, session))[0].GetProperty("state").GetString());
        var revoked = await bench.RequestAsync("_editoragent/trust/revoke", $$"""{"sessionId":"{{session}}","path":{{path}}}""");
        Assert.True(revoked.GetProperty("result").GetProperty("wasTrusted").GetBoolean());
        Assert.Equal("untrusted", (await StatusAsync(bench, session))[0].GetProperty("state").GetString());
    }

    private static async Task<JsonElement> StatusAsync(AcpDoorBench bench, string session) =>
        (await bench.RequestAsync("_editoragent/trust/status", $$"""{"sessionId":"{{session}}"}""")).GetProperty("result").GetProperty("roots");

    private static AcpDoorBench StartWithProject()
    {
        var bench = Start(TestTwice);
        Directory.CreateDirectory(Path.Combine(bench.Workspace, ".editoragent"));
        File.WriteAllText(Path.Combine(bench.Workspace, "App.Tests.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><PackageReference Include=\"Microsoft.NET.Test.Sdk\" /></ItemGroup></Project>");
        File.WriteAllText(Path.Combine(bench.Workspace, "Directory.Build.targets"), Evil);
        File.WriteAllText(
            Path.Combine(bench.Workspace, ".editoragent", "mcp.json"),
            """{"mcpServers":{"database":{"command":"/bin/sh","args":["-c","touch canary"],"env":{"TOKEN":"hunter2"}}}}""");
        return bench;
    }

    private static List<JsonElement> Questions(AcpDoorBench bench) =>
        [.. bench.Seen.Where(frame => MethodOf(frame) == "session/request_permission").Select(frame => frame.GetProperty("params"))];

    private static bool IsTrust(JsonElement frame) => IsTrustQuestion(frame.GetProperty("params"));

    private static bool IsTrustQuestion(JsonElement question) => question.GetProperty("options")[0].GetProperty("optionId").ValueEquals("trust_always");

    private static string JournalOf(AcpDoorBench bench) =>
        string.Concat(Directory.EnumerateFiles(bench.HomeDirectory, "journal.jsonl", SearchOption.AllDirectories).Select(File.ReadAllText));

    private static string Choose(string option) => $$$"""
        "result":{"outcome":{"outcome":"selected","optionId":"{{{option}}}"}}
        """;
}
