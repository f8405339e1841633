using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Trust;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub;
using Xunit;

namespace EditorAgent.Mcp.Tests.Hub.Starting;

/// <summary>What may start, as what, where, and with which environment.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class StartTests
{
    private readonly FakeServers fakes = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FakeServer Server => this.fakes["a"];

    [Fact]
    public async Task ProjectServer_ThatNobodyApproved_DoesNotStartUntilItIsApprovedAsItIs()
    {
        await using var world = new HubWorld();
        world.Servers.Add(Project("sh", "-c", "true"));
        var hub = world.Open(this.fakes, TimeProvider.System);
        var waiting = await hub.UntilAsync("a", ServerState.NeedsTrust);

        Assert.Contains(waiting.TrustLines, line => line.Contains("-c", StringComparison.Ordinal));
        Assert.IsType<CallOutcome.NotRun>(await hub.CallAsync("a", "echo"));
        Assert.Empty(this.Server.Received);

        Assert.Equal(ServerState.Connected, (await hub.ApproveAsync("a", hub.Servers.Single(server => server.Name == "a").TrustHash!, believesHints: false, Token)).State);

        world.Servers[0] = Project("sh", "-c", "false");
        await hub.ReloadAsync(Token);
        var changed = await hub.UntilAsync("a", ServerState.NeedsTrust);
        Assert.Contains(changed.TrustLines, line => line.StartsWith('+') && line.Contains("false", StringComparison.Ordinal));
        Assert.Empty(hub.Tools);
        Assert.Equal(1, this.Server.Count("connect"));
    }

    [Fact]
    public async Task ProjectServer_InAWorkspaceWithoutTrust_DoesNotStartThoughApprovedAndStartsWithTrust()
    {
        await using var world = new HubWorld();
        world.Trust = new WorkspaceTrust(world.Store, world.Workspace);
        world.Servers.Add(Project("sh"));
        var hub = world.Open(this.fakes, TimeProvider.System);
        await hub.UntilAsync("a", ServerState.NeedsTrust);

        var status = await hub.ApproveAsync("a", hub.Servers.Single(server => server.Name == "a").TrustHash!, believesHints: false, Token);
        Assert.Equal(ServerState.NeedsTrust, status.State);
        Assert.Contains(status.Problems, problem => problem.Contains("not trusted", StringComparison.Ordinal));
        Assert.Empty(this.Server.Received);

        var question = Assert.IsType<TrustCheck.Undecided>(await world.Trust.CheckAsync(Token)).Question;
        await world.Trust.GrantAsync(question, TrustDuration.Session, Token);
        await hub.UntilAsync("a", ServerState.Connected);

        await world.Trust.RevokeAsync(world.Workspace.RealRoot, Token);
        await hub.UntilAsync("a", ServerState.NeedsTrust);
        await this.Server.WaitForAsync("close", 1, Token);
        Assert.Empty(hub.Tools);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UserServer_WithoutADirectory_StartsInTheWorkspaceOnlyIfThatIsTrusted(bool isTrusted)
    {
        await using var world = new HubWorld();
        world.Trust = isTrusted ? world.Trust : new WorkspaceTrust(world.Store, world.Workspace);
        world.Servers.Add(Project("sh") with { Scope = McpServerScope.User });

        await world.Open(this.fakes, TimeProvider.System).UntilAsync("a", ServerState.Connected);

        Assert.Equal(isTrusted ? world.Workspace.RealRoot : world.Home.Directory, this.Server.Endpoint!.Process!.WorkingDirectory);
    }

    [Fact]
    public async Task UserServer_WhoseProgramOrDirectoryIsTheWorkspaces_NeedsTrust()
    {
        await using var world = new HubWorld();
        world.Trust = new WorkspaceTrust(world.Store, world.Workspace);
        await System.IO.File.WriteAllTextAsync(Path.Combine(world.Root, "server"), "#!/bin/sh", Token);
        world.Servers.Add(Project(Path.Combine(world.Root, "server")) with { Name = "program", Scope = McpServerScope.User, Cwd = world.Home.Directory });
        world.Servers.Add(Project("sh") with { Name = "directory", Scope = McpServerScope.User, Cwd = world.Root });
        var hub = world.Open(this.fakes, TimeProvider.System);

        await hub.UntilAsync("program", ServerState.NeedsTrust);
        await hub.UntilAsync("directory", ServerState.NeedsTrust);
        Assert.Empty(this.fakes["program"].Received);
        Assert.Empty(this.fakes["directory"].Received);
    }

    [Fact]
    public async Task Command_IsNeverFoundInTheWorkspace()
    {
        await using var world = new HubWorld();
        var bin = Directory.CreateDirectory(Path.Combine(world.Root, "bin")).FullName;
        await System.IO.File.WriteAllTextAsync(Path.Combine(bin, "tool-of-a"), "#!/bin/sh", Token);
        System.IO.File.SetUnixFileMode(Path.Combine(bin, "tool-of-a"), (UnixFileMode)0b111_101_101);
        world.Environment["PATH"] = $"{bin}:{world.Environment["PATH"]}";
        world.Servers.Add(Project("tool-of-a") with { Scope = McpServerScope.User });
        world.Servers.Add(Project("../outside") with { Name = "b" });
        var hub = world.Open(this.fakes, TimeProvider.System);

        var status = await hub.UntilAsync("a", ServerState.Failed);
        Assert.Contains(status.Problems, problem => problem.Contains("not found", StringComparison.Ordinal));
        Assert.Equal(ServerState.Failed, (await hub.ConnectAsync("b", Token)).State);
        Assert.Empty(this.Server.Received);
    }

    [Fact]
    public async Task Environment_HasWhatIsConfiguredAndNoKeyOfTheModel()
    {
        await using var world = new HubWorld();
        world.Environment["DATABASE"] = "postgres://ro@host/db";
        world.Environment["OTHER_SECRET"] = "not for servers";
        world.Inputs["key"] = "value-of-the-input";
        world.Servers.Add(Project("sh", "--dsn", "${env:DATABASE}") with
        {
            Scope = McpServerScope.User,
            Env = ImmutableSortedDictionary<string, string>.Empty.Add("API_KEY", "${input:key}").Add("PLAIN", "yes"),
        });
        var hub = world.Open(this.fakes, TimeProvider.System);
        var status = await hub.UntilAsync("a", ServerState.Connected);

        var process = this.Server.Endpoint!.Process!;
        Assert.Equal(["--dsn", "postgres://ro@host/db"], process.Arguments);
        Assert.Equal("value-of-the-input", process.Environment["API_KEY"]);
        Assert.Equal("yes", process.Environment["PLAIN"]);
        Assert.Equal(world.Environment["HOME"], process.Environment["HOME"]);
        Assert.DoesNotContain(process.Environment.Values, value => value is "sk-of-the-model" or "not for servers");
        Assert.DoesNotContain("value-of-the-input", status.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("value-of-the-input", status.What, StringComparison.Ordinal);
        await hub.DisposeAsync();
        foreach (var file in Directory.EnumerateFiles(world.Home.Directory, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("value-of-the-input", await System.IO.File.ReadAllTextAsync(file, Token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Placeholder_OfTheEnvironment_IsNotFilledInForAProject()
    {
        await using var world = new HubWorld();
        world.Environment["HOST_SECRET"] = "leaked";
        world.Servers.Add(Project("sh", "${env:HOST_SECRET}"));
        var hub = world.Open(this.fakes, TimeProvider.System);
        await hub.UntilAsync("a", ServerState.NeedsTrust);

        await hub.ApproveAsync("a", hub.Servers.Single(server => server.Name == "a").TrustHash!, believesHints: false, Token);

        Assert.Empty(this.Server.Received);
    }

    [Fact]
    public async Task Values_ThatWereNeverGiven_AreNamedAndTheServerStartsWhenTheyAre()
    {
        await using var world = new HubWorld();
        world.Servers.Add(HubWorld.Fake("a") with { Headers = ImmutableSortedDictionary<string, string>.Empty.Add("X-Key", "Key ${input:wiki}") });
        world.Servers.Add(HubWorld.Fake("b") with { BearerTokenEnvVar = "WIKI_TOKEN" });
        var hub = world.Open(this.fakes, TimeProvider.System);
        Assert.Contains("\"wiki\"", (await hub.UntilAsync("a", ServerState.NeedsInput)).Problems[0], StringComparison.Ordinal);
        Assert.Contains("WIKI_TOKEN", (await hub.UntilAsync("b", ServerState.NeedsInput)).Problems[0], StringComparison.Ordinal);

        world.Inputs["wiki"] = "abc-abc-abc";
        world.Environment["WIKI_TOKEN"] = "def-def-def";
        await hub.RestartAsync("a", Token);
        await hub.RestartAsync("b", Token);

        Assert.Equal("Key abc-abc-abc", this.Server.Endpoint!.Headers["x-key"]);
        Assert.Equal("Bearer def-def-def", this.fakes["b"].Endpoint!.Headers["authorization"]);
    }

    [Fact]
    public async Task Roots_AreOfferedOnlyWhereTheConfigurationSaysSo()
    {
        await using var world = new HubWorld();
        world.Servers.Add(HubWorld.Fake("a"));
        world.Servers.Add(HubWorld.Fake("b") with { Roots = [world.Root] });
        var parts = world.Parts(TimeProvider.System) with
        {
            Connect = this.fakes.ConnectAsync,
            Questions = new ServerQuestions { ListRoots = _ => Task.FromResult(ImmutableArray<RootFolder>.Empty) },
        };
        var hub = world.Open(parts);
        await hub.UntilAsync("a", ServerState.Connected);
        await hub.UntilAsync("b", ServerState.Connected);

        Assert.Null(this.Server.Questions!.ListRoots);
        Assert.Equal(new Uri(world.Root), (await this.fakes["b"].Questions!.ListRoots!(Token)).Single().Address);
    }

    private static McpServerDeclaration Project(string command, params string[] arguments) => new()
    {
        Name = "a", Scope = McpServerScope.Workspace, Source = ".editoragent/mcp.json", Transport = McpTransport.Stdio, Command = command, Args = [.. arguments],
    };
}
