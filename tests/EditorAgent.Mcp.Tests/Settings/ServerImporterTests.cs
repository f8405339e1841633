using System.Collections.Immutable;
using System.Text;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Settings;
using EditorAgent.Mcp.Tests.Trust;
using Xunit;

namespace EditorAgent.Mcp.Tests.Settings;

public sealed class ServerImporterTests : IDisposable
{
    private readonly TrustFixture fixture = new();
    private readonly Workspace workspace;
    private readonly ServerImporter importer;

    public ServerImporterTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(), "other programs keep their files elsewhere there");
        this.workspace = new Workspace(Directory.CreateDirectory(Path.Combine(this.fixture.Directory, "repo")).FullName, [], []);
        this.importer = new ServerImporter(this.workspace, new Dictionary<string, string> { ["HOME"] = Path.Combine(this.fixture.Directory, "user") });
    }

    [Fact]
    public void Read_OfKimiCode_TakesEveryFieldAsItIs()
    {
        this.Write("user/.kimi-code/mcp.json", """{"mcpServers":{"a":{"command":"npx","args":["-y","x"],"env":{"PORT":"1"},"cwd":"/tmp","enabled":false,"startupTimeoutMs":1,"toolTimeoutMs":2,"enabledTools":["q"],"disabledTools":["w"]},"b":{"url":"https://x.test/","bearerTokenEnvVar":"TOKEN","transport":"sse"}}}""");

        var read = this.Read(ImportSource.KimiCode);

        Assert.Equal("""{"command":"npx","args":["-y","x"],"env":{"PORT":"1"},"cwd":"/tmp","enabled":false,"startupTimeoutMs":1,"toolTimeoutMs":2,"enabledTools":["q"],"disabledTools":["w"]}""", read[0].Entry!.ToJsonString());
        Assert.Equal("""{"url":"https://x.test/","bearerTokenEnvVar":"TOKEN","transport":"sse"}""", read[1].Entry!.ToJsonString());
        Assert.All(read, server => Assert.Empty(server.Notes));
    }

    [Fact]
    public void Read_OfCodex_TakesTheServersOfItsToml()
    {
        this.Write("user/.codex/config.toml", """
            model = "x"
            [mcp_servers.docs]
            command = "docs-server"
            args = ["--port", "0"]
            startup_timeout_sec = 20
            [mcp_servers.docs.env]
            LANG = "C"
            [mcp_servers.far]
            url = "https://x.test/"
            bearer_token_env_var = "TOKEN"
            """);

        var read = this.Read(ImportSource.Codex);

        Assert.Equal("""{"command":"docs-server","args":["--port","0"],"startupTimeoutMs":20000,"env":{"LANG":"C"}}""", read[0].Entry!.ToJsonString());
        Assert.Equal("""{"url":"https://x.test/","bearerTokenEnvVar":"TOKEN"}""", read[1].Entry!.ToJsonString());
    }

    [Fact]
    public void Read_OfVisualStudioCode_TakesInputsAndComments()
    {
        this.Write("repo/.vscode/mcp.json", """
            {
              // what we need
              "inputs": [{"id":"key","type":"promptString","description":"Key","password":true},{"id":"pick","type":"pickString","options":["a"]},{"id":"run","type":"command","command":"x"}],
              "servers": {
                "wiki": {"type":"http","url":"https://x.test/mcp","headers":{"X-Key":"${input:key}","X-Kind":"${input:pick}"},"gallery":true},
                "files": {"type":"stdio","command":"node","args":["${workspaceFolder}/s.js","${userHome}"],"envFile":".env"},
                "odd": {"command":"x","args":["${input:run}"]},
              }
            }
            """);

        var read = this.Read(ImportSource.VisualStudioCode).ToDictionary(server => server.Name);

        Assert.Equal([new McpInput("key", "Key", true), new McpInput("pick", "pick", true)], read["wiki"].Inputs);
        Assert.Contains("${workspaceFolder}/s.js", read["files"].What, StringComparison.Ordinal);
        Assert.Contains("envFile is not taken over", Assert.Single(read["files"].Notes), StringComparison.Ordinal);
        Assert.Null(read["odd"].Entry);
        Assert.Contains("only its own program can ask for", read["odd"].Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfClaude_TakesTheWorkspacesTheUsersAndTheFoldersOwn()
    {
        this.Write("repo/.mcp.json", """{"mcpServers":{"one":{"command":"x","args":["${CLAUDE_PROJECT_DIR}/a","${PORT:-80}"]}}}""");
        this.Write("user/.claude.json", $$"""{"numStartups":5,"mcpServers":{"two":{"type":"http","url":"https://x.test/","headersHelper":"./run.sh"},"one":{"command":"other"} },"projects":{"{{this.workspace.RealRoot}}":{"mcpServers":{"three":{"command":"y"} } },"/other":{"mcpServers":{"four":{"command":"z"} } } } }""");
        this.Write("user/.config/Claude/claude_desktop_config.json", """{"mcpServers":{"Five Server":{"command":"v"}}}""");

        var read = this.Read(ImportSource.Claude);

        Assert.Equal(["one", "two", "one", "three", "Five-Server"], read.Select(server => server.Name));
        Assert.Equal("""{"command":"x","args":["${workspaceFolder}/a","${env:PORT}"]}""", read[0].Entry!.ToJsonString());
        Assert.Contains("stands in for a missing PORT", Assert.Single(read[0].Notes), StringComparison.Ordinal);
        Assert.Contains("runs a program", Assert.Single(read[1].Notes), StringComparison.Ordinal);
        Assert.Null(read[2].Entry);
        Assert.Contains("it is called Five-Server here", read[4].Notes);
    }

    [Theory]
    [InlineData(McpServerScope.User)]
    [InlineData(McpServerScope.Workspace)]
    public void Read_ASecretInPlainSight_GoesIntoNoFileOfOurs(McpServerScope into)
    {
        this.Write("user/.cursor/mcp.json", """{"mcpServers":{"gh":{"command":"x","env":{"GITHUB_TOKEN":"hunter2-hunter2","PORT":"1"},"autoApprove":["*"]},"web":{"url":"https://x.test/","headers":{"Authorization":"Bearer hunter2-hunter2"}},"dsn":{"command":"x","args":["postgres://u:hunter2@h/d"]}}}""");

        var read = this.importer.Read(ImportSource.Cursor, into).Servers;

        Assert.Equal("""{"GITHUB_TOKEN":"${input:gh-GITHUB_TOKEN}","PORT":"1"}""", read[0].Entry!["env"]!.ToJsonString());
        Assert.Equal("Bearer ${input:web-Authorization}", read[1].Entry!["headers"]!["Authorization"]!.GetValue<string>());
        Assert.Equal(("hunter2-hunter2", "hunter2-hunter2"), (read[0].Secrets["gh-GITHUB_TOKEN"], read[1].Secrets["web-Authorization"]));
        Assert.Contains(read[0].Notes, note => note.Contains("autoApprove is not taken over", StringComparison.Ordinal));
        Assert.Null(read[2].Entry);
        Assert.DoesNotContain("hunter2", string.Join('\n', read.SelectMany(server => server.Notes).Concat(read.Select(server => server.What))), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_IntoTheWorkspacesFile_AsksInsteadOfReadingTheEnvironment()
    {
        this.Write("repo/.kimi-code/mcp.json", """{"mcpServers":{"b":{"url":"https://x.test/${env:TENANT}","bearerTokenEnvVar":"TOKEN"}}}""");

        var server = Assert.Single(this.importer.Read(ImportSource.KimiCode, McpServerScope.Workspace).Servers);

        Assert.Equal("""{"url":"https://x.test/${input:TENANT}","headers":{"Authorization":"Bearer ${input:TOKEN}"}}""", server.Entry!.ToJsonString());
        Assert.Equal(["TENANT", "TOKEN"], server.Inputs.Select(input => input.Id));
    }

    [Fact]
    public async Task Read_WhatIsTakenOver_CanBeAdded()
    {
        this.Write("user/.cursor/mcp.json", """{"mcpServers":{"gh":{"command":"x","env":{"GITHUB_TOKEN":"hunter2-hunter2","HOME_DIR":"${env:HOME}"}},"web":{"url":"https://x.test/","headers":{"Authorization":"Bearer hunter2-hunter2"}}}}""");
        var settings = new McpSettings(new(Path.Combine(this.fixture.Directory, "home")), this.workspace, TimeProvider.System);
        foreach (var scope in new[] { McpServerScope.User, McpServerScope.Workspace })
        {
            foreach (var server in this.importer.Read(ImportSource.Cursor, scope).Servers)
            {
                var added = await settings.AddAsync(scope, server.Name, server.Entry!, server.Inputs, TestContext.Current.CancellationToken);
                Assert.Equal(server.Inputs, added.Inputs);
            }

            Assert.DoesNotContain("hunter2", await File.ReadAllTextAsync(settings.PathOf(scope), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("7")]
    [InlineData("""{"mcpServers":{"a":{"command":7}}}""")]
    [InlineData("""{"mcpServers":{"a":{"command":"\ud800"}}}""")]
    [InlineData("""{"mcpServers":{"a":null,"b":[],"c":{"args":{}},"":{}}}""")]
    [InlineData("""{"mcpServers":{"a":{"command":"x","args":["${${input:x}}"]}}}""")]
    [InlineData("""{"inputs":7,"projects":[],"mcpServers":{"a":{"command":"x","env":{"A":null,"B":7}}}}""")]
    public void Read_WhateverAFileHolds_NeverThrows(string content)
    {
        foreach (var file in new[] { "repo/.mcp.json", "repo/.vscode/mcp.json", "repo/.cursor/mcp.json", "repo/.kimi-code/mcp.json" })
        {
            this.Write(file, content);
        }

        foreach (var source in Enum.GetValues<ImportSource>())
        {
            var (servers, problems) = this.importer.Read(source, McpServerScope.User);
            Assert.True(problems.Length > 0 || servers.All(server => server.Entry is null) || servers.All(server => server.What.Length > 0));
        }
    }

    public void Dispose() => this.fixture.Dispose();

    private ImmutableArray<ImportedServer> Read(ImportSource source)
    {
        var (servers, problems) = this.importer.Read(source, McpServerScope.User);
        Assert.Empty(problems);
        return servers;
    }

    private void Write(string relative, string content)
    {
        var path = Path.Combine(this.fixture.Directory, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(content));
    }
}
