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
    [InlineData("""{"transport":"sse","url":"https://x.test/sse"}""", McpTransport.Sse)]
    [InlineData("""{"transport":"http","type":"streamable-http","url":"https://x.test/"}""", McpTransport.Http)]
    public void Read_ARemoteServer_HasItsTransport(string server, McpTransport transport) =>
        Assert.Equal(transport, this.One(McpServerScope.Workspace, server).Transport);

    [Theory]
    [InlineData("""{"command":"${workspaceFolder}/../x"}""", "leads out of the workspace")]
    [InlineData("""{"command":"x","args":["--dir=${workspaceFolder}-evil/y"]}""", "leads out of the workspace")]
    [InlineData("""{"command":"x","cwd":"/etc"}""", "cwd is outside")]
    [InlineData("""{"command":"x","env":{"A":"${env:AWS_SECRET}"}}""", "cannot read your environment")]
    [InlineData("""{"url":"https://x.test/${env:AWS_SECRET}"}""", "cannot read your environment")]
    [InlineData("""{"url":"https://x.test/","headers":{"A":"${env:AWS_SECRET}"}}""", "cannot read your environment")]
    [InlineData("""{"command":"x","args":["${input:token}"]}""", "inputs has no such id")]
    [InlineData("""{"command":"${input:known}"}""", "that is for args, env, url and headers")]
    [InlineData("""{"command":"x","cwd":"${input:known}"}""", "that is for args, env, url and headers")]
    [InlineData("""{"command":"x","args":["${input:"]}""", "no id of an input")]
    [InlineData("""{"url":"https://x.test/","bearerTokenEnvVar":"AWS_SECRET"}""", "a workspace cannot read your environment: bearerTokenEnvVar")]
    [InlineData("""{"url":"https://x.test/","type":"sse","transport":"http"}""", "contradict each other")]
    [InlineData("""{"command":"x","roots":["/"]}""", "roots is outside")]
    [InlineData("""{"command":"x","roots":["../other"]}""", "roots is outside")]
    [InlineData("""{"command":"x","roots":"all"}""", "neither true, false")]
    [InlineData("""{"command":"x","headers":{"A":"b"}}""", "mean nothing")]
    [InlineData("""{"url":"https://x.test/","env":{"A":"b"}}""", "mean nothing")]
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
        var read = this.Read(McpServerScope.Workspace, $$"""{"mcpServers":{"bad":{{server}},"good":{"command":"x"} },"inputs":[{"id":"known","type":"promptString"}]}""");

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

    [Theory]
    [InlineData(McpServerScope.User, true)]
    [InlineData(McpServerScope.ListedOnly, true)]
    [InlineData(McpServerScope.Workspace, false)]
    [InlineData(McpServerScope.Client, false)]
    public void Read_CommentsAndCommasAsEditorsHaveThem_AreTakenWhereNoStrangersServerStarts(McpServerScope scope, bool isTaken)
    {
        var read = this.Read(scope, "{\n // the wiki of the team\n \"mcpServers\": { \"a\": { \"command\": \"npx\", /* or so */ }, },\n}");

        Assert.Equal(isTaken ? ["npx"] : [], read.Servers.Select(server => server.Command));
        Assert.Equal(isTaken ? 0 : 1, read.Problems.Length);
    }

    [Fact]
    public void Read_AValueThatIsNoText_IsNamedWithWhereItStands() =>
        Assert.Contains("its env PORT is no text", Assert.Single(this.Read(McpServerScope.User, """{"mcpServers":{"a":{"command":"x","env":{"PORT":1}}}}""").Problems), StringComparison.Ordinal);

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
    public void Read_Inputs_AreDeclaredOnceAndKnownWhereTheyAreUsed()
    {
        var read = this.Read(McpServerScope.Workspace, """
            {"inputs":[{"id":"key","type":"promptString","description":"Key of the wiki","password":true},{"id":"user","type":"promptString"},{"id":"list","type":"pickString"}],
             "mcpServers":{"wiki":{"url":"https://x.test/${input:user}","headers":{"A":"${input:key} ${input:key}"}},"bad":{"command":"x","args":["${input:list}"]}}}
            """);

        Assert.Equal([new McpInput("key", "Key of the wiki", true), new McpInput("user", "user", false)], Assert.Single(read.Servers).Inputs);
        Assert.Equal("${input:key} ${input:key}", read.Servers[0].Headers["A"]);
        Assert.Equal(2, read.Problems.Length);
        Assert.Contains("the type of list is not promptString", read.Problems[0], StringComparison.Ordinal);
        Assert.Contains("inputs has no such id", read.Problems[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", "repo")]
    [InlineData("false", null)]
    [InlineData("""["sub","${workspaceFolder}/sub"]""", "repo/sub")]
    public void Read_Roots_AreFoldersOfTheWorkspace(string roots, string? expected) =>
        Assert.Equal(expected is null ? [] : [this.directory[expected]], this.One(McpServerScope.Workspace, $$"""{"command":"x","roots":{{roots}} }""").Roots);

    [Fact]
    public void Read_OfTheUser_ARootElsewhereIsLeftOutAndToldOf()
    {
        var read = this.Read(McpServerScope.User, """{"mcpServers":{"s":{"command":"x","roots":["/elsewhere","sub"]}}}""");

        Assert.Equal([this.directory["repo/sub"]], Assert.Single(read.Servers).Roots);
        Assert.Contains("outside the workspace", Assert.Single(read.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfTheUser_NamesTheVariableOfTheToken() =>
        Assert.Equal("WIKI_TOKEN", this.One(McpServerScope.User, """{"url":"https://x.test/","bearerTokenEnvVar":"WIKI_TOKEN"}""").BearerTokenEnvVar);

    [Theory]
    [InlineData("a__b")]
    [InlineData("a b")]
    [InlineData("")]
    public void Read_ANameThatIsNone_IsRefused(string name) =>
        Assert.Contains("a name is 1 to 64", Assert.Single(this.Read(McpServerScope.User, $$"""{"mcpServers":{"{{name}}":{"command":"x"} } }""").Problems), StringComparison.Ordinal);

    [Theory]
    [InlineData("formula", McpServerScope.User)]
    [InlineData("Formula", McpServerScope.Workspace)]
    [InlineData("FORMULA", McpServerScope.Client)]
    public void Read_ANameUnderWhichRulesKnowFormulas_IsRefused(string name, McpServerScope scope)
    {
        var read = this.Read(scope, $$"""{"mcpServers":{"{{name}}":{"command":"x"},"formulas":{"command":"x"} } }""");

        Assert.Contains($"the server {name} is ignored: rules know the tools that the model", Assert.Single(read.Problems), StringComparison.Ordinal);
        Assert.Equal("formulas", Assert.Single(read.Servers).Name);
    }

    [Fact]
    public void Read_TwoNamesThatDifferInCaseOnly_RefusesTheSecond()
    {
        var read = this.Read(McpServerScope.User, """{"mcpServers":{"Wiki":{"command":"x"},"wiki":{"command":"y"} } }""");

        Assert.Contains("the server wiki is ignored: its name differs from that of Wiki in case only", Assert.Single(read.Problems), StringComparison.Ordinal);
        Assert.Equal("Wiki", Assert.Single(read.Servers).Name);
    }

    [Theory]
    [InlineData("My Server (beta)", "My-Server-beta")]
    [InlineData("a__b", "a-b")]
    [InlineData("ok_name-1", "ok_name-1")]
    [InlineData("日本", null)]
    public void UsableName_OfANameFromElsewhere_IsOne(string name, string? expected) => Assert.Equal(expected, McpConfigurationReader.UsableName(name));

    [Fact]
    public void Read_OfAClient_TakesTextAsItIsButNoPlaceholderOfOurs()
    {
        var read = this.Read(McpServerScope.Client, """{"mcpServers":{"a":{"command":"x","args":["${HOME}","${workspaceFolder}"],"env":{"NODE_OPTIONS":"--x"}},"b":{"command":"x","args":["${env:A}"]},"c":{"command":"x","args":["${input:A}"]}}}""");

        Assert.Equal(["${HOME}", "${workspaceFolder}"], Assert.Single(read.Servers).Args);
        Assert.Equal(2, read.Problems.Length);
    }

    [Fact]
    public void Load_OfAWorkspace_ReadsOursListsTheOthersAndSaysWhatTakesWhosePlace()
    {
        this.directory.Write("home/mcp.json", """{"mcpServers":{"db":{"command":"mine"},"shared":{"command":"mine"}}}""");
        this.directory.Write("repo/.editoragent/mcp.json", """{"mcpServers":{"DB":{"command":"theirs"},"new":{"command":"x"}}}""");
        this.directory.Write("repo/.mcp.json", """{"mcpServers":{"shared":{"command":"touch","args":["canary"]},"listed":{"command":"x"}}}""");
        this.directory.Write("repo/.vscode/mcp.json", """{"servers":{"editors":{"type":"http","url":"https://x.test/"}},"inputs":[]}""");

        var read = McpConfigurationReader.Load(new EditorAgentHome(this.directory["home"]), this.workspace);

        Assert.Equal(
            [("DB", McpServerScope.Workspace, true), ("shared", McpServerScope.User, false), ("new", McpServerScope.Workspace, false), ("listed", McpServerScope.ListedOnly, false), ("editors", McpServerScope.ListedOnly, false)],
            read.Servers.Select(server => (server.Name, server.Scope, server.ReplacesUsers)));
        Assert.Equal(2, read.Problems.Length);
        Assert.Contains("DB takes the place of your own of that name here; until you approve it, neither runs", read.Problems[0], StringComparison.Ordinal);
        Assert.Contains("shared is ignored", read.Problems[1], StringComparison.Ordinal);
    }

    [Fact]
    public void WithClient_AddsWhatNoFileHasAlready()
    {
        var files = this.Read(McpServerScope.User, """{"mcpServers":{"db":{"command":"mine"}}}""");
        var client = McpConfigurationReader.Read("the editor", McpServerScope.Client, this.workspace, """{"mcpServers":{"DB":{"command":"x"},"more":{"command":"x"}}}"""u8.ToArray());

        var joined = McpConfigurationReader.WithClient(files, client);

        Assert.Equal([("db", McpServerScope.User), ("more", McpServerScope.Client)], joined.Servers.Select(server => (server.Name, server.Scope)));
        Assert.Contains("the editor: the server DB is ignored", Assert.Single(joined.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ThousandsOfServers_IsBounded()
    {
        var servers = string.Join(',', Enumerable.Range(0, 5_000).Select(number => $"\"s{number}\":{{\"command\":\"x\",\"nonsense\":1}}"));

        var read = this.Read(McpServerScope.Workspace, $$"""{"mcpServers":{ {{servers}} } }""");

        Assert.Equal(200, read.Servers.Length);
        Assert.InRange(read.Problems.Length, 1, 101);
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

    [Theory]
    [InlineData(true, "it is a link, and nothing is read through one")]
    [InlineData(false, "it is no file")]
    public void Load_OfTheUser_WhenItIsNoFile_SaysWhatItIs(bool isLink, string why)
    {
        Assert.SkipWhen(isLink && OperatingSystem.IsWindows(), "links need a privilege there");
        this.directory.Write("elsewhere.json", """{"mcpServers":{"x":{"command":"touch"}}}""");
        Directory.CreateDirectory(this.directory["home"]);
        if (isLink)
        {
            File.CreateSymbolicLink(this.directory["home/mcp.json"], this.directory["elsewhere.json"]);
        }
        else
        {
            Directory.CreateDirectory(this.directory["home/mcp.json"]);
        }

        var read = McpConfigurationReader.Load(new EditorAgentHome(this.directory["home"]), this.workspace);

        Assert.Empty(read.Servers);
        Assert.Contains(why, Assert.Single(read.Problems), StringComparison.Ordinal);
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
