using System.Text.Json.Nodes;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Settings;
using EditorAgent.Mcp.Tests.Trust;
using Xunit;

namespace EditorAgent.Mcp.Tests.Settings;

public sealed class McpSettingsTests : IDisposable
{
    private readonly TrustFixture fixture = new();
    private readonly EditorAgentHome home;
    private readonly McpSettings settings;

    public McpSettingsTests()
    {
        this.home = new EditorAgentHome(Path.Combine(this.fixture.Directory, "home"));
        Directory.CreateDirectory(this.home.Directory);
        var repo = Directory.CreateDirectory(Path.Combine(this.fixture.Directory, "repo")).FullName;
        this.settings = new McpSettings(this.home, new Workspace(repo, [], []), TimeProvider.System);
    }

    [Fact]
    public async Task Add_ToANewFile_WritesItForTheUserAlone()
    {
        var added = await this.AddAsync(McpServerScope.User, "db", """{"command":"npx","args":["-y","x"]}""");

        Assert.Equal(("db", McpServerScope.User, "npx"), (added.Name, added.Scope, added.Command));
        Assert.Equal("{\n  \"mcpServers\": {\n    \"db\": {\n      \"command\": \"npx\",\n      \"args\": [\n        \"-y\",\n        \"x\"\n      ]\n    }\n  }\n}\n", await this.TextAsync());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(this.home.McpFile));
        }
    }

    [Fact]
    public async Task Edit_KeepsWhatIsUnknownAndTheOrderAndTheLayout()
    {
        await File.WriteAllTextAsync(this.home.McpFile, "{\r\n    \"$schema\": \"x\",\r\n    \"mcpServers\": {\r\n        \"b\": {\r\n            \"x-mine\": 1.50,\r\n            \"command\": \"é\",\r\n            \"cwd\": \"/tmp\"\r\n        },\r\n        \"a\": {\r\n            \"command\": \"y\"\r\n        }\r\n    },\r\n    \"more\": {}\r\n}\r\n", TestContext.Current.CancellationToken);

        await this.settings.EditAsync(McpServerScope.User, "B", Json("""{"cwd":null,"command":"z","args":["q"]}"""), TestContext.Current.CancellationToken);

        Assert.Equal(
            "{\r\n    \"$schema\": \"x\",\r\n    \"mcpServers\": {\r\n        \"b\": {\r\n            \"x-mine\": 1.50,\r\n            \"command\": \"z\",\r\n            \"args\": [\r\n                \"q\"\r\n            ]\r\n        },\r\n        \"a\": {\r\n            \"command\": \"y\"\r\n        }\r\n    },\r\n    \"more\": {}\r\n}\r\n",
            await this.TextAsync());
    }

    [Fact]
    public async Task AddAndEdit_WithValuesLeftOpen_DeclareThemAsSecrets()
    {
        var added = await this.AddAsync(McpServerScope.User, "db", """{"command":"x","args":["--dsn=${input:dsn}"]}""");
        var edited = await this.settings.EditAsync(McpServerScope.User, "db", Json("""{"env":{"TOKEN":"${input:token}"}}"""), TestContext.Current.CancellationToken);

        Assert.Equal(["dsn"], added.Inputs.Select(input => input.Id));
        Assert.Equal([("dsn", true), ("token", true)], edited.Inputs.Select(input => (input.Id, input.IsSecret)));
    }

    [Fact]
    public async Task DisableAndEnable_TurnItOffAndOnAgain()
    {
        await this.AddAsync(McpServerScope.User, "db", """{"command":"x","disabled":false}""");

        await this.settings.DisableAsync(McpServerScope.User, "db", TestContext.Current.CancellationToken);
        Assert.Equal("""{"command":"x","enabled":false}""", this.settings.Entry(McpServerScope.User, "db")!.ToJsonString());

        await this.settings.EnableAsync(McpServerScope.User, "db", TestContext.Current.CancellationToken);
        Assert.Equal("""{"command":"x"}""", this.settings.Entry(McpServerScope.User, "db")!.ToJsonString());
    }

    [Fact]
    public async Task Remove_TakesOnlyThat()
    {
        await this.AddAsync(McpServerScope.User, "a", """{"command":"x"}""");
        await this.AddAsync(McpServerScope.User, "b", """{"command":"x"}""");

        await this.settings.RemoveAsync(McpServerScope.User, "a", TestContext.Current.CancellationToken);

        Assert.Null(this.settings.Entry(McpServerScope.User, "a"));
        Assert.NotNull(this.settings.Entry(McpServerScope.User, "b"));
    }

    [Fact]
    public async Task Remove_TakesTheInputsThatNobodyElseUses()
    {
        await this.AddAsync(McpServerScope.User, "a", """{"command":"x","env":{"A":"${input:both}","B":"${input:mine}"}}""");
        await this.AddAsync(McpServerScope.User, "b", """{"command":"x","args":["--key=${input:both}"]}""");

        Assert.Equal(["mine"], await this.settings.RemoveAsync(McpServerScope.User, "a", TestContext.Current.CancellationToken));
        Assert.Equal("both", Assert.Single(JsonNode.Parse(await this.TextAsync())!["inputs"]!.AsArray())!["id"]!.GetValue<string>());

        Assert.Equal(["both"], await this.settings.RemoveAsync(McpServerScope.User, "b", TestContext.Current.CancellationToken));
        Assert.Equal("{\n  \"mcpServers\": {}\n}\n", await this.TextAsync());
    }

    [Fact]
    public async Task Remove_OfWhatCannotBeUsed_TakesItAllTheSame()
    {
        await File.WriteAllTextAsync(this.home.McpFile, """{"mcpServers":{"a":{"command":5},"two words":7,"good":{"command":"x"}}}""", TestContext.Current.CancellationToken);

        foreach (var name in new[] { "A", "two words" })
        {
            Assert.Equal(McpServerScope.User, this.settings.ScopeOf(name));
            await this.settings.RemoveAsync(McpServerScope.User, name, TestContext.Current.CancellationToken);
            Assert.Null(this.settings.ScopeOf(name));
        }

        Assert.Equal(["good"], JsonNode.Parse(await this.TextAsync())!["mcpServers"]!.AsObject().Select(entry => entry.Key));
    }

    [Theory]
    [InlineData("{ // mine\n \"mcpServers\": {} }", "comments or commas")]
    [InlineData("{ \"mcpServers\": {}, }", "comments or commas")]
    [InlineData("{ \"mcpServers\": {", "no valid JSON (line 1)")]
    public async Task Add_ToAFileThatAChangeWouldHarm_LeavesItAsItIs(string text, string why)
    {
        await File.WriteAllTextAsync(this.home.McpFile, text, TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<McpSettingsException>(() => this.AddAsync(McpServerScope.User, "a", """{"command":"x"}"""));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal(text, await this.TextAsync());
    }

    [Theory]
    [InlineData(McpServerScope.User, "a", """{"command":""}""", "no command")]
    [InlineData(McpServerScope.User, "a", """{"command":"x","comand":"y"}""", "there is no such setting")]
    [InlineData(McpServerScope.User, "a__b", """{"command":"x"}""", "a name is")]
    [InlineData(McpServerScope.User, "OLD", """{"command":"x"}""", "There is a server")]
    [InlineData(McpServerScope.Workspace, "a", """{"url":"https://x.test/","headers":{"Authorization":"Bearer abcdefgh12345678"}}""", "looks like a secret")]
    [InlineData(McpServerScope.Workspace, "a", """{"command":"x","env":{"DB_PASSWORD":"hunter2"}}""", "looks like a secret")]
    [InlineData(McpServerScope.Workspace, "a", """{"command":"x","args":["postgres://u:hunter2@db/x"]}""", "looks like a secret")]
    [InlineData(McpServerScope.Workspace, "a", """{"command":"x","args":["${env:HOME}"]}""", "cannot read your environment")]
    [InlineData(McpServerScope.ListedOnly, "a", """{"command":"x"}""", "Only your own")]
    public async Task Add_WhatCouldNotBeUsed_ChangesNothingAndSaysWhy(McpServerScope scope, string name, string entry, string why)
    {
        await this.AddAsync(McpServerScope.User, "old", """{"command":"x"}""");
        var before = await this.TextAsync();

        var refused = await Assert.ThrowsAsync<McpSettingsException>(() => this.AddAsync(scope, name, entry));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await this.TextAsync());
        Assert.False(File.Exists(this.settings.PathOf(McpServerScope.Workspace)));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"mcpServers":{"a":{"command":"x","command":"y"}}}""")]
    [InlineData("""{"mcpServers":7}""")]
    public async Task Add_ToAFileThatIsDamaged_LeavesItAlone(string content)
    {
        await File.WriteAllTextAsync(this.home.McpFile, content, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<McpSettingsException>(() => this.AddAsync(McpServerScope.User, "db", """{"command":"x"}"""));

        Assert.Equal(content, await this.TextAsync());
    }

    [Fact]
    public async Task Add_ToAWorkspaceWhoseFileIsALink_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        var elsewhere = Path.Combine(this.fixture.Directory, "elsewhere.json");
        await File.WriteAllTextAsync(elsewhere, "{}", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(this.settings.PathOf(McpServerScope.Workspace))!);
        File.CreateSymbolicLink(this.settings.PathOf(McpServerScope.Workspace), elsewhere);

        await Assert.ThrowsAsync<McpSettingsException>(() => this.AddAsync(McpServerScope.Workspace, "db", """{"command":"x"}"""));

        Assert.Equal("{}", await File.ReadAllTextAsync(elsewhere, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Add_ByManyAtOnce_LosesNone()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => Task.Run(() => this.AddAsync(McpServerScope.Workspace, $"s{number}", """{"command":"x"}"""))));

        Assert.All(Enumerable.Range(0, 10), number => Assert.NotNull(this.settings.Entry(McpServerScope.Workspace, $"s{number}")));
    }

    public void Dispose() => this.fixture.Dispose();

    private Task<McpServerDeclaration> AddAsync(McpServerScope scope, string name, string entry) =>
        this.settings.AddAsync(scope, name, Json(entry), [], TestContext.Current.CancellationToken);

    private Task<string> TextAsync() => File.ReadAllTextAsync(this.home.McpFile, TestContext.Current.CancellationToken);

    private static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;
}
