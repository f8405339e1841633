using System.Diagnostics;
using System.Globalization;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Tests.Hub;
using EditorAgent.Tests.Processes;
using Xunit;

namespace EditorAgent.Mcp.Tests.Connections;

/// <summary>Programs that crash, hang, flood and lie: each ends in a typed failure, with bounded memory, and nothing of them is left alive.</summary>
public sealed class StdioFaultTests
{
    private const long Room = 300L * 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("exits-at-once", ServerFailureKind.Ended, "exit code 3")]
    [InlineData("crash-at-initialize", ServerFailureKind.Ended, "exit code 4")]
    [InlineData("wrong-revision", ServerFailureKind.Unreadable, "2099-01-01")]
    public async Task ConnectAsync_WhenServerFailsAtTheStart_SaysHow(string mode, ServerFailureKind kind, string words)
    {
        var endpoint = await HostileServer.EndpointAsync(mode);

        var failure = await Assert.ThrowsAsync<ServerException>(() => McpServers.ConnectAsync(endpoint, time: new StretchedTime(10)));

        Assert.Equal(kind, failure.Kind);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hang-at-initialize")]
    [InlineData("deaf")]
    public async Task ConnectAsync_WhenServerHangs_TimesOut(string mode)
    {
        var endpoint = await HostileServer.EndpointAsync(mode) with { ConnectLimit = TimeSpan.FromSeconds(2) };

        var failure = await Assert.ThrowsAsync<ServerException>(() => McpServers.ConnectAsync(endpoint));

        Assert.Equal(ServerFailureKind.TimedOut, failure.Kind);
    }

    [Fact]
    public async Task ConnectAsync_WhenProgramDoesNotExist_IsUnreachable()
    {
        var endpoint = await HostileServer.EndpointAsync("well-behaved");

        var failure = await Assert.ThrowsAsync<ServerException>(() => McpServers.ConnectAsync(endpoint with { Process = endpoint.Process! with { Program = "/nowhere/server" } }));

        Assert.Equal(ServerFailureKind.Unreachable, failure.Kind);
    }

    [Theory]
    [InlineData("silent-at-unknown")]
    [InlineData("dies-at-unknown")]
    [InlineData("noise")]
    [InlineData("stderr-flood")]
    public async Task ConnectAsync_WhenServerIsOldOrNoisy_StillWorks(string mode)
    {
        await using var connection = await McpServers.ConnectAsync(await HostileServer.EndpointAsync(mode));

        Assert.Equal("2025-11-25", connection.Era.Revision);
        Assert.Equal("fine", HostileServer.TextOf(await connection.CallAsync()));
    }

    [Fact]
    public async Task ConnectAsync_WhenRememberedEraIsWrong_ProbesAgain()
    {
        var endpoint = await HostileServer.EndpointAsync("stateless") with { KnownEra = new ServerEra("2025-06-18", Core.Configuration.Mcp.McpTransport.Stdio) };

        await using var connection = await McpServers.ConnectAsync(endpoint);

        Assert.Equal("2026-07-28", connection.Era.Revision);
    }

    [Theory]
    [InlineData("crash-in-call", ServerFailureKind.Ended)]
    [InlineData("half-answer", ServerFailureKind.Ended)]
    [InlineData("invalid-json", ServerFailureKind.Unreadable)]
    [InlineData("invalid-utf8", ServerFailureKind.Unreadable)]
    [InlineData("duplicate-member", ServerFailureKind.Unreadable)]
    [InlineData("deep-json", ServerFailureKind.Unreadable)]
    [InlineData("huge-line", ServerFailureKind.TooMuch)]
    [InlineData("flood", ServerFailureKind.TooMuch)]
    [InlineData("error", ServerFailureKind.Refused)]
    public async Task CallToolAsync_WhenServerMisbehaves_FailsTypedAndBounded(string mode, ServerFailureKind kind)
    {
        await using var connection = await HostileServer.ConnectAsync(mode);
        var before = Process.GetCurrentProcess().WorkingSet64;

        var failure = await connection.FailAsync();

        Assert.Equal((kind, true), (failure.Kind, failure.WasSent));
        Assert.DoesNotContain('\n', failure.Message);
        Assert.DoesNotContain('\u001b', failure.Message);
        Assert.InRange(Process.GetCurrentProcess().WorkingSet64 - before, long.MinValue, Room);
        var isOver = kind is ServerFailureKind.Ended or ServerFailureKind.TooMuch;
        Assert.Equal(isOver, connection.Ended.IsCompleted);
        if (isOver)
        {
            Assert.Equal(kind, (await connection.Ended).Kind);
            Assert.False((await connection.FailAsync()).WasSent);
        }
    }

    [Fact]
    public async Task CallToolAsync_WhenServerIsSilent_TimesOutAndTellsIt()
    {
        var time = new ManualTime();
        await using var connection = await HostileServer.ConnectAsync("hang-in-call", time: time);
        var failing = connection.FailAsync(new CallOptions { IdleLimit = TimeSpan.FromSeconds(1) });
        await connection.ToldAsync("called");

        time.Advance(TimeSpan.FromSeconds(1));
        var failure = await failing;

        Assert.Equal((ServerFailureKind.TimedOut, true), (failure.Kind, failure.WasSent));
        Assert.Contains("\"requestId\":\"ea-", await connection.ToldAsync("notifications/cancelled"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallToolAsync_WhenServerStopsReading_TimesOutAndCanBeDisposedOf()
    {
        await using var connection = await HostileServer.ConnectAsync("stops-reading");
        var large = EverythingTests.Json($$"""{"text":"{{new string('a', 4 * 1024 * 1024)}}"}""");
        var options = new CallOptions { IdleLimit = TimeSpan.FromSeconds(2) };
        await connection.FailAsync(options);

        var failure = await Assert.ThrowsAsync<ServerException>(() => connection.CallToolAsync("call", large, options, Token).WaitAsync(McpServers.Patience, Token));

        Assert.Equal((ServerFailureKind.TimedOut, true), (failure.Kind, failure.WasSent));

        var queued = await connection.FailAsync(options);

        Assert.Equal((ServerFailureKind.TimedOut, false), (queued.Kind, queued.WasSent));
    }

    [Fact]
    public async Task CallToolAsync_WhenCancelled_HasToldTheServerEachTime()
    {
        await using var connection = await HostileServer.ConnectAsync("hang-in-call");
        for (var round = 0; round < 10; round++)
        {
            using var cancel = new CancellationTokenSource();
            var call = connection.CallAsync(null, cancel.Token);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        using var limit = new CancellationTokenSource(McpServers.Patience);
        while (connection.ErrorTail.Count(line => line.Contains("notifications/cancelled", StringComparison.Ordinal)) < 10)
        {
            // Asked again: the other process gives no sign. Bounded by the limit.
            await Task.Delay(10, limit.Token);
        }
    }

    [Theory]
    [InlineData("unknown-ids", "first")]
    [InlineData("split-utf8", "ä€𝄞")]
    [InlineData("list-changed-storm", "done")]
    public async Task CallToolAsync_WhenServerIsStrange_GetsItsOwnAnswer(string mode, string expected)
    {
        var changes = 0;
        await using var connection = await HostileServer.ConnectAsync(mode, events: new ServerEvents { ListChanged = _ => changes++ });

        Assert.Equal(expected, HostileServer.TextOf(await connection.CallAsync()));
        Assert.False(connection.Ended.IsCompleted);
        Assert.Equal(mode == "list-changed-storm" ? 900 : 0, changes);
    }

    [Fact]
    public async Task CallToolAsync_WhenPartsAreBroken_KeepsTheRest()
    {
        await using var connection = await HostileServer.ConnectAsync("strange-parts");

        var answer = await connection.CallAsync();

        Assert.Equal([true, true, true, true, false, true, false], answer.Content.Select(part => part is AnswerPart.Unreadable));
        Assert.Equal([1, 2, 3], Assert.IsType<AnswerPart.Image>(answer.Content[4]).Data.ToArray());
        Assert.Equal(("good", "user"), (Assert.IsType<AnswerPart.Text>(answer.Content[6]).Value, answer.Content[6].Audience.Single()));
        Assert.Equal("12345678901234567890.5", answer.Structured!.Value.GetRawText());
    }

    [Theory]
    [InlineData("cursor-loop", 3)]
    [InlineData("endless-list", 100)]
    [InlineData("many-tools", 10_000)]
    public async Task ListToolsAsync_WhenListNeverEnds_StopsAndSaysSo(string mode, int count)
    {
        await using var connection = await HostileServer.ConnectAsync(mode);

        var listing = await connection.ListToolsAsync(Token);

        Assert.Equal(count, listing.Items.Length);
        Assert.Single(listing.Problems);
    }

    [Fact]
    public async Task ListToolsAsync_WhenSomeToolsAreBroken_KeepsTheOthers()
    {
        await using var connection = await HostileServer.ConnectAsync("bad-tools");

        var listing = await connection.ListToolsAsync(Token);

        var good = Assert.Single(listing.Items);
        Assert.Equal(("good", "Good", "red", true), (good.Name, good.Title, good.Description, good.Hints.ReadOnly));
        Assert.Equal(5, listing.Problems.Length);
        Assert.Equal(new CacheAdvice(TimeSpan.FromSeconds(2.5), false), listing.Cache);
    }

    [Theory]
    [InlineData("crash-at-list", ServerFailureKind.Ended)]
    [InlineData("hang-at-list", ServerFailureKind.Ended)]
    public async Task ListToolsAsync_WhenServerIsGone_Fails(string mode, ServerFailureKind kind)
    {
        await using var connection = await HostileServer.ConnectAsync(mode);
        var list = connection.ListToolsAsync(Token);
        if (mode == "hang-at-list")
        {
            await connection.DisposeAsync();
        }

        Assert.Equal(kind, (await Assert.ThrowsAsync<ServerException>(() => list.WaitAsync(McpServers.Patience, Token))).Kind);
    }

    /// <summary>Nobody moves the clock of the limits on: how a process ends does not wait for it.</summary>
    [Fact]
    public async Task DisposeAsync_WhenServerIsDeafAndHasAChild_LeavesNeitherAlive()
    {
        var connection = await HostileServer.ConnectAsync("deaf-with-child", time: new ManualTime());
        var child = int.Parse((await connection.ToldAsync("child")).Split(' ')[^1], CultureInfo.InvariantCulture);
        Assert.True(Directory.Exists($"/proc/{child}"));

        await connection.DisposeAsync().AsTask().WaitAsync(McpServers.Patience, Token);

        Assert.False(IsAlive(child));
    }

    [Fact]
    public async Task ListChanged_WhenCalleeThrows_EndsTheConnection()
    {
        await using var connection = await HostileServer.ConnectAsync("list-changed-storm", events: new ServerEvents { ListChanged = _ => throw new NotSupportedException() });

        await Assert.ThrowsAsync<ServerException>(() => connection.CallAsync());

        Assert.Equal(ServerFailureKind.Ended, (await connection.Ended.WaitAsync(McpServers.Patience, Token)).Kind);
    }

    /// <summary>A dead child that nobody has waited for yet is no orphan.</summary>
    private static bool IsAlive(int id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].StartsWith('Z');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
