using System.Collections.Immutable;
using System.Diagnostics;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub;
using EditorAgent.Mcp.Tests.Connections;
using EditorAgent.Mcp.Trust;
using EditorAgent.Tests.Processes;
using Xunit;

namespace EditorAgent.Mcp.Tests.Hub;

/// <summary>Programs that crash, hang and flood: what reaches them, what the caller learns, and that others go on.</summary>
public sealed class HostileServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Crash_InACall_IsAnUnknownOutcomeTheCallIsNotRepeatedAndTheServerComesBack()
    {
        await using var world = new HubWorld();
        world.Servers.Add(await HostileAsync(world, "a"));
        var hub = world.Open(new StretchedTime(10));
        await hub.UntilAsync("a", ServerState.Connected);

        var unknown = Assert.IsType<CallOutcome.Unknown>(await hub.CallAsync("a", "crash"));
        Assert.StartsWith("Outcome unknown", unknown.Advice, StringComparison.Ordinal);
        Assert.Contains("exit code 3", unknown.Message, StringComparison.Ordinal);
        Assert.Equal("good", HubWaiting.TextOf(await hub.CallAsync("a", "good")));

        var received = Received(world, "a");
        Assert.Equal(2, received.Count(line => line.StartsWith("start", StringComparison.Ordinal)));
        Assert.Equal(1, received.Count(line => line == "call crash"));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task Crash_InACallThatOnlyReads_IsRepeatedOnceOnlyWhereTheServerIsBelieved(bool isBelieved, int calls)
    {
        await using var world = new HubWorld();
        var declaration = await HostileAsync(world, "a");
        world.Servers.Add(declaration);
        if (isBelieved)
        {
            await world.Approvals.BelieveHintsAsync(world.Workspace.RealRoot, declaration, ServerIdentity.Of(declaration, declaration.Command), Token);
        }

        var hub = world.Open(new StretchedTime(10));
        var unknown = Assert.IsType<CallOutcome.Unknown>(await hub.CallAfterListAsync("a", "crash_reading"));
        Assert.Contains("exit code 3", unknown.Message, StringComparison.Ordinal);

        Assert.Equal(calls, Received(world, "a").Count(line => line == "call crash_reading"));
    }

    [Fact]
    public async Task FloodingMuteAndMissingServers_DelayNeitherTheStartNorTheCallsOfAnother()
    {
        await using var world = new HubWorld();
        world.Servers.Add(await HostileAsync(world, "floods"));
        world.Servers.Add(await HostileAsync(world, "mute", "mute"));
        world.Servers.Add((await HostileAsync(world, "missing")) with { Command = "no-such-program-anywhere" });
        world.Servers.Add(await HostileAsync(world, "works"));
        var hub = world.Open();
        await hub.Remembered.WaitAsync(Token);
        await hub.UntilAsync("floods", ServerState.Connected);
        await hub.UntilAsync("works", ServerState.Connected);

        using var flooding = new CancellationTokenSource();
        var flood = hub.CallAsync(new ServerCall("floods", "flood", System.Text.Json.JsonElement.Parse("{}"), "person", "once", "call-2"), new CallOptions(), flooding.Token);
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal("good", HubWaiting.TextOf(await hub.CallAsync("works", "good")));
        }

        Assert.Equal(ServerState.Failed, hub.Status("missing").State);
        await flooding.CancelAsync();
        try
        {
            Assert.IsNotType<CallOutcome.Answered>(await flood);
        }
        catch (OperationCanceledException)
        {
            // It went on until it was cancelled.
        }

        await hub.DisposeAsync();
        Assert.All(Processes(world, "floods", "mute", "works"), id => Assert.False(IsAlive(id), $"process {id} outlived the hub"));
    }

    [Fact]
    public async Task Start_OfAProgramThatDies_ShowsItsLastWords()
    {
        await using var world = new HubWorld();
        world.Servers.Add(await HostileAsync(world, "a", "dies"));

        var status = await world.Open().UntilAsync("a", ServerState.Failed);

        Assert.Contains("the database is not there", status.ErrorTail);
    }

    [Fact]
    public async Task ListChangedStorm_OfARealProgram_EndsWithTheListReadFewTimes()
    {
        await using var world = new HubWorld();
        world.Servers.Add(await HostileAsync(world, "a"));
        var hub = world.Open();

        Assert.Equal("changed", HubWaiting.TextOf(await hub.CallAfterListAsync("a", "changes")));
        Assert.Equal("good", HubWaiting.TextOf(await hub.CallAsync("a", "good")));
    }

    [Fact]
    public async Task Environment_OfARealProgram_HasNoKeyOfTheModel()
    {
        await using var world = new HubWorld();
        world.Servers.Add(await HostileAsync(world, "a") with { Env = ImmutableSortedDictionary<string, string>.Empty.Add("OWN", "configured") });
        var hub = world.Open();

        var environment = HubWaiting.TextOf(await hub.CallAfterListAsync("a", "environment"));

        Assert.Contains("\"OWN\":\"configured\"", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-of-the-model", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("MOONSHOT_API_KEY", environment, StringComparison.Ordinal);
    }

    private static async Task<McpServerDeclaration> HostileAsync(HubWorld world, string name, params string[] mode) => new()
    {
        Name = name,
        Scope = McpServerScope.User,
        Source = "mcp.json",
        Transport = McpTransport.Stdio,
        Command = await McpServers.NodeAsync(Token),
        Args = [Script(), world.File($"{name}.log"), .. mode],
    };

    private static string Script([System.Runtime.CompilerServices.CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "servers", "hostile.mjs");

    private static string[] Received(HubWorld world, string name) => System.IO.File.ReadAllLines(world.File($"{name}.log"));

    private static IEnumerable<int> Processes(HubWorld world, params string[] names) =>
        from name in names
        from line in Received(world, name)
        where line.StartsWith("start ", StringComparison.Ordinal)
        select int.Parse(line["start ".Length..], System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
