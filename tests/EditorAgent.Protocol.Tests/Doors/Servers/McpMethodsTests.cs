using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors.Servers;

/// <summary><c>_editoragent/mcp/*</c>, with the reference server behind it.</summary>
public sealed class McpMethodsTests
{
    private const int InvalidRequest = -32600;
    private const int InvalidParams = -32602;
    private const string Secret = "sk-live-1234567890abcdef1234567890";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_FromItsAdditionToItsRemoval_StandsAsTheListSays()
    {
        await using var bench = await ServerBench.StartAsync();
        await bench.OpenAsync();
        Assert.Empty((await bench.ResultAsync("list", new { })).GetProperty("servers").EnumerateArray());

        var added = await bench.ResultAsync("add", new { name = "ev", scope = "user", server = bench.EverythingWith() });
        Assert.Equal("ev", Assert.Single(added.GetProperty("servers").EnumerateArray()).GetProperty("name").GetString());
        var tested = (await bench.ResultAsync("test", new { name = "ev" })).GetProperty("server");
        Assert.Equal(("connected", "2025-11-25", "stdio"), (tested.GetProperty("state").GetString(), tested.GetProperty("revision").GetString(), tested.GetProperty("transport").GetString()));
        var all = tested.GetProperty("tools").GetInt32();
        await bench.SeeAsync(frame => IsChanged(frame, bench.Session, "ev", "connected"));

        await bench.ResultAsync("edit", new { name = "ev", scope = "user", changes = new { toolTimeoutMs = 5_000 } });
        Assert.Equal(5_000, await EntryAsync(bench, "ev", "toolTimeoutMs"));
        await bench.ResultAsync("disable", new { name = "ev" });
        await bench.SettledAsync("disabled");
        await bench.ResultAsync("enable", new { name = "ev" });
        Assert.Equal("pending", (await bench.SettledAsync("pending")).GetProperty("state").GetString());
        Assert.True(all > 10 && (await bench.ResultAsync("test", new { name = "ev" })).GetProperty("server").GetProperty("tools").GetInt32() > 10);

        Assert.Empty((await bench.ResultAsync("remove", new { name = "ev", scope = "user" })).GetProperty("servers").EnumerateArray());
        Assert.DoesNotContain("ev", await File.ReadAllTextAsync(bench.UserFile, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_AfterTheFileChanged_IsAsTheFileSaysNow()
    {
        await using var bench = await ServerBench.StartAsync();
        await bench.DeclareAsync(bench.UserFile, "one", new { url = "http://127.0.0.1:1/mcp" });
        await bench.OpenAsync();
        Assert.Equal("one", (await bench.ListedAsync()).GetProperty("name").GetString());

        await bench.DeclareAsync(bench.UserFile, "another", new { url = "http://127.0.0.1:1/mcp" });

        Assert.Equal("another", (await bench.ListedAsync()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Trust_WhenTheDefinitionChanged_ShowsTheDifferenceAndTakesOnlyItsHash()
    {
        await using var bench = await ServerBench.StartAsync();
        await bench.DeclareAsync(bench.WorkspaceFile, "proj", bench.EverythingWith());
        await bench.OpenAsync();
        var first = await bench.SettledAsync("needs_trust");
        Assert.Contains($"argument: {bench.Everything}", Lines(first));
        var hash = first.GetProperty("fingerprint").GetString()!;
        var untrusted = await bench.CallAsync("trust", new { name = "proj", fingerprint = hash });
        Assert.Equal(InvalidRequest, CodeOf(untrusted));
        Assert.Contains("This workspace is not trusted", MessageOf(untrusted), StringComparison.Ordinal);

        await bench.Door.TrustAsync();
        Assert.Equal(InvalidRequest, CodeOf(await bench.CallAsync("trust", new { name = "proj", fingerprint = new string('0', hash.Length) })));
        Assert.Equal("needs_trust", (await bench.ListedAsync()).GetProperty("state").GetString());
        Assert.Equal("connected", (await bench.ResultAsync("trust", new { name = "proj", fingerprint = hash })).GetProperty("server").GetProperty("state").GetString());

        await bench.DeclareAsync(bench.WorkspaceFile, "proj", bench.EverythingWith("--more"));
        await bench.Door.TrustAsync();
        var changed = await bench.SettledAsync("needs_trust");
        Assert.Equal(["+ argument: --more"], Lines(changed));
        var stale = await bench.CallAsync("trust", new { name = "proj", fingerprint = hash });
        Assert.Equal(InvalidRequest, CodeOf(stale));
        Assert.Contains("Nothing was approved; show it again.", MessageOf(stale), StringComparison.Ordinal);
        var tested = (await bench.ResultAsync("test", new { name = "proj" })).GetProperty("server");
        Assert.Equal("needs_trust", tested.GetProperty("state").GetString());
        var trusted = await bench.ResultAsync("trust", new { name = "proj", fingerprint = changed.GetProperty("fingerprint").GetString(), believesAnnotations = true });
        Assert.Equal("connected", trusted.GetProperty("server").GetProperty("state").GetString());

        await bench.ResultAsync("remove", new { name = "proj", scope = "workspace" });
        await bench.DeclareAsync(bench.WorkspaceFile, "proj", bench.EverythingWith("--more"));
        Assert.Contains("argument: --more", Lines(await bench.SettledAsync("needs_trust")));
    }

    [Fact]
    public async Task Import_TakesOverWhatWasNamedAndSaysWhatItCouldNot()
    {
        await using var bench = await ServerBench.StartAsync();
        await bench.DeclareAsync(bench.UserFile, "there", new { url = "http://127.0.0.1:1/mcp" });
        var theirs = new Dictionary<string, object>
        {
            ["there"] = new { url = "http://127.0.0.1:2/mcp" },
            ["mine"] = new { url = "http://127.0.0.1:3/mcp", headers = new { Authorization = $"Bearer {Secret}" } },
            ["other"] = new { url = "http://127.0.0.1:4/mcp" },
        };
        Directory.CreateDirectory(Path.Combine(bench.Door.UserDirectory, ".cursor"));
        await File.WriteAllTextAsync(Path.Combine(bench.Door.UserDirectory, ".cursor", "mcp.json"), JsonSerializer.Serialize(new { mcpServers = theirs }), Token);
        await bench.OpenAsync();

        var shown = (await bench.ResultAsync("import", new { source = "cursor", scope = "user" })).GetProperty("servers").EnumerateArray().ToList();
        Assert.Equal(3, shown.Count);
        Assert.DoesNotContain(shown, server => server.GetProperty("isWritten").GetBoolean());

        var taken = (await bench.ResultAsync("import", new { source = "cursor", scope = "user", names = new[] { "there", "mine" } })).GetProperty("servers").EnumerateArray()
            .ToDictionary(server => server.GetProperty("name").GetString()!);
        Assert.Equal([false, true, false], new[] { "there", "mine", "other" }.Select(name => taken[name].GetProperty("isWritten").GetBoolean()));
        Assert.Contains("There is a server there already", taken["there"].GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Contains("kept with your secrets", taken["mine"].GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, await File.ReadAllTextAsync(bench.UserFile, Token) + string.Concat(bench.Door.Seen), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_AfterACall_HasItsRecord()
    {
        await using var bench = await ServerBench.StartAsync("""
            turns:
              - answer: {calls: [{tool: mcp__ev__echo, arguments: {message: on record}}]}
              - answer: {text: 'Heard ${result:(on record)}.'}
            """);
        await bench.DeclareAsync(bench.UserFile, "ev", bench.EverythingWith());
        bench.Door.Answer = frame => MethodOf(frame) == "session/request_permission" ? Allow : null;
        await bench.OpenAsync();

        Assert.Equal("Heard on record.", await bench.PromptAsync(ServerBench.Text("go")));

        var audit = await bench.ResultAsync("audit", new { server = "ev", limit = 5 });
        var record = Assert.Single(audit.GetProperty("records").EnumerateArray());
        Assert.Equal(("ev", "echo", "answered"), (record.GetProperty("server").GetString(), record.GetProperty("tool").GetString(), record.GetProperty("outcome").GetString()));
        Assert.False(audit.TryGetProperty("damage", out var damage) && damage.ValueKind == JsonValueKind.String);
        Assert.Empty((await bench.ResultAsync("audit", new { server = "other" })).GetProperty("records").EnumerateArray());
    }

    [Fact]
    public async Task WrongParams_OfEveryMethod_AreRefusedInOneLine()
    {
        await using var bench = await ServerBench.StartAsync();
        await bench.DeclareAsync(bench.UserFile, "there", new { url = "http://127.0.0.1:1/mcp" });
        await bench.OpenAsync();
        var before = await File.ReadAllTextAsync(bench.UserFile, Token);
        (string Method, object Parameters, int Code, string Says)[] refused =
        [
            ("test", new { name = "gone" }, InvalidParams, "no MCP server named 'gone'"),
            ("trust", new { name = "gone", fingerprint = "x" }, InvalidRequest, "not trusted"),
            ("login", new { name = "gone" }, InvalidParams, "no MCP server named 'gone'"),
            ("logout", new { name = "gone" }, InvalidParams, "no MCP server named 'gone'"),
            ("enable", new { name = "gone" }, InvalidParams, "no MCP server named 'gone'"),
            ("disable", new { name = "gone" }, InvalidParams, "no MCP server named 'gone'"),
            ("add", new { name = "x", scope = "global", server = new { command = "y" } }, InvalidParams, "scope is one of user and workspace"),
            ("add", new { name = "x", scope = "user", server = "y" }, InvalidParams, "The entry is an object"),
            ("add", new { name = "THERE", scope = "user", server = new { command = "y" } }, InvalidRequest, "There is a server THERE already"),
            ("add", new { name = "x", scope = "user", server = new { comand = "y" } }, InvalidRequest, "Nothing was changed"),
            ("add", new { name = "x", scope = "workspace", server = new { command = "y", env = new { API_KEY = Secret } } }, InvalidRequest, "looks like a secret"),
            ("edit", new { name = "there", scope = "workspace", changes = new { } }, InvalidRequest, "has no server there"),
            ("edit", new { name = "there", scope = "user", changes = new { toolTimeoutMs = -1 } }, InvalidRequest, "no number of milliseconds"),
            ("remove", new { name = "gone", scope = "user" }, InvalidRequest, "has no server gone"),
            ("import", new { source = "emacs", scope = "user" }, InvalidParams, "source is one of"),
            ("import", new { source = "cursor", scope = "all" }, InvalidParams, "scope is one of"),
        ];

        foreach (var (method, parameters, code, says) in refused)
        {
            var answer = await bench.CallAsync(method, parameters);
            Assert.True(code == CodeOf(answer) && MessageOf(answer).Contains(says, StringComparison.Ordinal) && !MessageOf(answer).Contains('\n', StringComparison.Ordinal), $"{method}: {answer}");
        }

        foreach (var method in new[] { "list", "test", "trust", "add", "edit", "remove", "enable", "disable", "login", "logout", "import", "audit" })
        {
            Assert.Equal(InvalidParams, CodeOf(await bench.Door.RequestAsync($"_editoragent/mcp/{method}", """{"sessionId":7}""")));
            Assert.True(CodeOf(await bench.CallAsync(method, new { sessionId = "none", name = "there", scope = "user", server = new { }, changes = new { }, fingerprint = "x", source = "cursor" })) is -32002 or InvalidParams, method);
        }

        Assert.Equal(before, await File.ReadAllTextAsync(bench.UserFile, Token));
    }

    private static string Allow => """
        "result":{"outcome":{"outcome":"selected","optionId":"allow_once"}}
        """;

    private static string[] Lines(JsonElement server) => [.. server.GetProperty("trustLines").EnumerateArray().Select(line => line.GetString()!)];

    private static string MessageOf(JsonElement answer) => answer.GetProperty("error").GetProperty("message").GetString()!;

    private static bool IsChanged(JsonElement frame, string session, string name, string state) =>
        MethodOf(frame) == "_editoragent/mcp/changed" && frame.GetProperty("params") is var told && told.GetProperty("sessionId").ValueEquals(session)
        && told.GetProperty("server").GetProperty("name").ValueEquals(name) && told.GetProperty("server").GetProperty("state").ValueEquals(state);

    private static async Task<int> EntryAsync(ServerBench bench, string name, string member) =>
        JsonElement.Parse(await File.ReadAllBytesAsync(bench.UserFile, Token)).GetProperty("mcpServers").GetProperty(name).GetProperty(member).GetInt32();
}
