using System.Text;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Configuration.Mcp;

public sealed class McpConfigurationReaderTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly Workspace workspace;

    public McpConfigurationReaderTests()
    {
        Directory.CreateDirectory(this.directory["repo/sub"]);
        this.workspace = new Workspace(this.directory["repo"], [], []);
    }

    [Fact]
    public void Read_AStdioServer_HasEveryField()
    {
        var server = this.One(McpServerScope.Workspace, """
            {"command":"npx","args":["-y","x","${workspaceFolder}/sub"],"env":{"TOKEN":"a"},"cwd":"sub","enabledTools":["q"],"disabledTools":["w"],"startupTimeoutMs":1000,"toolTimeoutMs":2000,"disabled":true}
            """);

        Assert.Equal((McpTransport.Stdio, "npx", this.directory["repo/sub"], false), (server.Transport, server.Command, server.Cwd, server.IsEnabled));
        Assert.Equal(["-y", "x", this.directory["repo/sub"]], server.Args);
        Assert.Equal("a", server.Env["TOKEN"]);
        Assert.Equal(["q"], server.EnabledTools);
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)), (server.StartupTimeout, server.ToolTimeout));
    }

    [Theory]
    [InlineData("""{"url":"https://x.test/mcp"}""", McpTransport.Http)]
    [InlineData("""{"type":"sse","url":"https://x.test/sse","headers":{"Authorization":"Bearer y"}}""", McpTransport.Sse)]
    public void Read_ARemoteServer_HasItsTransport(string server, McpTransport transport) =>
        Assert.Equal(transport, this.One(McpServerScope.Workspace, server).Transport);

    [Theory]
    [InlineData("""{"command":"${workspaceFolder}/../x"}""", "leads out of the workspace")]
    [InlineData("""{"command":"x","args":["--dir=${workspaceFolder}-evil/y"]}""", "leads out of the workspace")]
    [InlineData("""{"command":"x","cwd":"/etc"}""", "cwd is outside")]
    [InlineData("""{"command":"x","env":{"A":"${env:AWS_SECRET}"}}""", "cannot read your environment")]
    [InlineData("""{"url":"https://x.test/${env:AWS_SECRET}"}""", "cannot read your environment")]
    [InlineData("""{"url":"https://x.test/","headers":{"A":"${env:AWS_SECRET}"}}""", "cannot read your environment")]
    [InlineData("""{"command":"x","args":["${input:token}"]}""", "only placeholders")]
    [InlineData("""{"command":"x","args":["${HOME}"]}""", "only placeholders")]
    [InlineData("""{"command":"x","env":{"LD_PRELOAD":"./evil.so"}}""", "cannot set LD_PRELOAD")]
    [InlineData("""{"command":"x","env":{"NODE_OPTIONS":"-r ./evil"}}""", "cannot set NODE_OPTIONS")]
    [InlineData("""{"command":"x","env":{"https_proxy":"http://evil"}}""", "cannot set https_proxy")]
    [InlineData("""{"command":"x","env":{"A=B":"c"}}""", "a name in its env")]
    [InlineData("""{"command":7}""", "command is no text")]
    [InlineData("""{"command":""}""", "no command")]
    [InlineData("""{"command":"x","url":"https://y.test"}""", "both a command and a url")]
    [InlineData("""{"command":"x","args":"y"}""", "args is no list")]
    [InlineData("""{"url":"file:///etc/passwd"}""", "no http or https")]
    [InlineData("""{"url":"https://user:pass@x.test/"}""", "no http or https")]
    [InlineData("""{"type":"pipe","command":"x"}""", "none of stdio")]
    [InlineData("""{"command":"a\u0000b"}""", "NUL")]
    [InlineData("[]", "no object")]
    public void Read_WhatAWorkspaceCannotSay_LeavesTheServerOutAndSaysWhy(string server, string why)
    {
        var read = this.Read(McpServerScope.Workspace, $$"""{"mcpServers":{"bad":{{server}},"good":{"command":"x"} } }""");

        Assert.Equal(["good"], read.Servers.Select(each => each.Name));
        Assert.Contains(why, Assert.Single(read.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"mcpServers\":{\"a\":{\"command\":\"x\"},\"a\":{\"command\":\"y\"}}}")]
    [InlineData("{\"mcpServers\":{\"a\":{\"command\":\"x\",\"command\":\"y\"}}}")]
    [InlineData("{\"mcpServers\":{},\"mcpServers\":{}}")]
    [InlineData("{\"mcpServers\":7}")]
    [InlineData("{\"mcpServers\":{\"\\ud800\":{\"command\":\"x\"}}}")]
    [InlineData("{\"a\":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}")]
    public void Read_AFileThatIsNoSuchThing_GivesOneProblemAndNoServer(string content)
    {
        var read = this.Read(McpServerScope.Workspace, content);

        Assert.Empty(read.Servers);
        Assert.StartsWith("mcp.json is ignored: ", Assert.Single(read.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfTheUser_KeepsPlaceholdersOfTheEnvironment() =>
        Assert.Equal("Bearer ${env:TOKEN}", this.One(McpServerScope.User, """{"url":"https://x.test/","headers":{"Authorization":"Bearer ${env:TOKEN}"}}""").Headers["Authorization"]);

    [Fact]
    public void ToString_ShowsTheExactVectorAndNoValue()
    {
        var text = this.One(McpServerScope.Workspace, """{"command":"sh","args":["-c","touch a; b","it's"],"env":{"TOKEN":"hunter2"}}""").ToString();

        Assert.Equal("""s: sh -c 'touch a; b' 'it'\''s', environment TOKEN""", text);
    }

    [Fact]
    public void Load_OfAWorkspace_ReadsOursListsTheOthersAndTakesNoNameOfTheUser()
    {
        this.directory.Write("home/mcp.json", """{"mcpServers":{"db":{"command":"mine"}}}""");
        this.directory.Write("repo/.editoragent/mcp.json", """{"mcpServers":{"DB":{"command":"theirs"},"new":{"command":"x"}}}""");
        this.directory.Write("repo/.mcp.json", """{"mcpServers":{"shared":{"command":"touch","args":["canary"]}}}""");
        this.directory.Write("repo/.vscode/mcp.json", """{"servers":{"editors":{"type":"http","url":"https://x.test/"}},"inputs":[]}""");

        var read = McpConfigurationReader.Load(new EditorAgentHome(this.directory["home"]), this.workspace);

        Assert.Equal(
            [("db", McpServerScope.User), ("new", McpServerScope.Workspace), ("shared", McpServerScope.ListedOnly), ("editors", McpServerScope.ListedOnly)],
            read.Servers.Select(server => (server.Name, server.Scope)));
        Assert.Contains("DB is ignored", Assert.Single(read.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void LoadWorkspace_WhenTheFileIsALink_IgnoresIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        this.directory.Write("elsewhere.json", """{"mcpServers":{"x":{"command":"touch"}}}""");
        File.CreateSymbolicLink(this.directory["repo/.mcp.json"], this.directory["elsewhere.json"]);

        var read = McpConfigurationReader.LoadWorkspace(this.workspace);

        Assert.Empty(read.Servers);
        Assert.Contains("a link", Assert.Single(read.Problems), StringComparison.Ordinal);
    }

    public void Dispose() => this.directory.Dispose();

    private McpConfiguration Read(McpServerScope scope, string content) => McpConfigurationReader.Read("mcp.json", scope, this.workspace, Encoding.UTF8.GetBytes(content));

    private McpServerDeclaration One(McpServerScope scope, string server)
    {
        var read = this.Read(scope, $$"""{"mcpServers":{"s":{{server}} } }""");
        Assert.Empty(read.Problems);
        return Assert.Single(read.Servers);
    }
}
