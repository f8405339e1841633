using System.Text.Json;
using EditorAgent.Mcp.Audit;
using EditorAgent.Mcp.Tests.Trust;
using Xunit;

namespace EditorAgent.Mcp.Tests.Audit;

public sealed class CallAuditTests : IDisposable
{
    private readonly TrustFixture fixture = new();

    [Fact]
    public async Task Append_WritesOneRecordALineWithItsSecretsMasked()
    {
        var audit = new CallAudit(this.fixture.Directory, TimeProvider.System);
        await audit.AppendAsync(Record("""{"sql":"select 1","password":"x","key":"sk-abcdefghijklmnopqrstuvwx"}"""), TestContext.Current.CancellationToken);
        await audit.AppendAsync(Record("{}"), TestContext.Current.CancellationToken);

        var lines = await File.ReadAllLinesAsync(this.fixture.Only("*.jsonl"), TestContext.Current.CancellationToken);
        var first = JsonDocument.Parse(lines[0]).RootElement;
        var second = JsonDocument.Parse(lines[1]).RootElement;
        Assert.Equal((1, 2), (first.GetProperty("n").GetInt32(), second.GetProperty("n").GetInt32()));
        Assert.Equal(("db", "query", "person", "answered"), (first.GetProperty("server").GetString(), first.GetProperty("tool").GetString(), first.GetProperty("approvedBy").GetString(), first.GetProperty("outcome").GetString()));
        Assert.Equal("""{"sql":"select 1","password":"x","key":"***"}""", first.GetProperty("arguments").GetRawText());
        Assert.NotEqual(first.GetProperty("previous").GetString(), second.GetProperty("previous").GetString());
    }

    [Fact]
    public async Task Verify_OfWhatWasWritten_FindsNothing()
    {
        await this.WriteAsync(5);

        var verified = await this.VerifyAsync();

        Assert.Empty(verified.Problems);
        Assert.Equal(5, verified.Records);
    }

    [Theory]
    [InlineData("change")]
    [InlineData("change the last")]
    [InlineData("remove")]
    [InlineData("remove the first")]
    [InlineData("remove the last")]
    [InlineData("remove the last two")]
    [InlineData("swap")]
    [InlineData("double")]
    [InlineData("cut")]
    [InlineData("all")]
    public async Task Verify_WhenARecordWasTouched_FindsIt_AlsoAfterMoreWereWritten(string how)
    {
        await this.WriteAsync(6);
        var file = this.fixture.Only("*.jsonl");
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        List<string> touched = how switch
        {
            "change" => [.. lines[..2], lines[2].Replace("person", "nobody", StringComparison.Ordinal), .. lines[3..]],
            "change the last" => [.. lines[..5], lines[5].Replace("person", "nobody", StringComparison.Ordinal)],
            "remove" => [.. lines[..2], .. lines[3..]],
            "remove the first" => [.. lines[1..]],
            "remove the last" => [.. lines[..5]],
            "remove the last two" => [.. lines[..4]],
            "swap" => [lines[0], lines[2], lines[1], .. lines[3..]],
            "double" => [.. lines, lines[5]],
            "cut" => [.. lines[..2], lines[2][..40], .. lines[3..]],
            _ => [],
        };
        await File.WriteAllLinesAsync(file, touched, TestContext.Current.CancellationToken);
        Assert.NotEmpty((await this.VerifyAsync()).Problems);

        await this.WriteAsync(2);

        Assert.NotEmpty((await this.VerifyAsync()).Problems);
    }

    [Fact]
    public async Task Verify_WhenTheHeadIsGone_SaysSoForGood()
    {
        await this.WriteAsync(3);
        File.Delete(this.fixture.Only("head"));
        Assert.NotEmpty((await this.VerifyAsync()).Problems);

        await this.WriteAsync(2);

        Assert.Contains("head was lost", Assert.Single((await this.VerifyAsync()).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_AfterADeathBetweenRecordAndHead_GoesOnFromTheRecord()
    {
        await this.WriteAsync(2);
        var head = await File.ReadAllBytesAsync(this.fixture.Only("head"), TestContext.Current.CancellationToken);
        await this.WriteAsync(1);
        await File.WriteAllBytesAsync(this.fixture.Only("head"), head, TestContext.Current.CancellationToken);
        Assert.Empty((await this.VerifyAsync()).Problems);

        await this.WriteAsync(2);

        var verified = await this.VerifyAsync();
        Assert.Empty(verified.Problems);
        Assert.Equal(5, verified.Records);
    }

    [Fact]
    public async Task Append_AfterAHalfWrittenRecord_KeepsTheRestReadable()
    {
        await this.WriteAsync(2);
        await File.AppendAllTextAsync(this.fixture.Only("*.jsonl"), """{"n":3,"prev""", TestContext.Current.CancellationToken);

        await this.WriteAsync(2);

        Assert.Contains("only half written", Assert.Single((await this.VerifyAsync()).Problems), StringComparison.Ordinal);
        Assert.Equal(4, (await this.ReadAsync(null, null)).Count);
    }

    [Fact]
    public async Task Append_FromManyAtOnce_IsOneChain()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => this.WriteAsync(10))));

        var verified = await this.VerifyAsync();
        Assert.Empty(verified.Problems);
        Assert.Equal(80, verified.Records);
    }

    [Fact]
    public async Task Append_OfTwoInTurn_IsOneChain()
    {
        CallAudit[] audits = [new(this.fixture.Directory, TimeProvider.System), new(this.fixture.Directory, TimeProvider.System)];
        for (var i = 0; i < 20; i++)
        {
            await audits[i % 2].AppendAsync(Record("{}"), TestContext.Current.CancellationToken);
        }

        var verified = await this.VerifyAsync();
        Assert.Empty(verified.Problems);
        Assert.Equal(20, verified.Records);
    }

    [Theory]
    [InlineData("delete the folder")]
    [InlineData("move the folder")]
    [InlineData("delete the files")]
    [InlineData("put a copy in its place")]
    public async Task Append_WhenItsFilesAreOthersByNow_WritesToThoseThatAreThere(string how)
    {
        var audit = new CallAudit(this.fixture.Directory, TimeProvider.System);
        await audit.AppendAsync(Record("{}"), TestContext.Current.CancellationToken);
        await audit.AppendAsync(Record("{}"), TestContext.Current.CancellationToken);
        var folder = Path.Combine(this.fixture.Directory, "audit");
        var copy = Path.Combine(this.fixture.Directory, "copy");
        switch (how)
        {
            case "delete the folder":
                Directory.Delete(folder, recursive: true);
                break;
            case "move the folder":
                Directory.Move(folder, copy);
                break;
            case "delete the files":
                Directory.EnumerateFiles(folder).ToList().ForEach(File.Delete);
                break;
            default:
                Directory.CreateDirectory(copy);
                Directory.EnumerateFiles(folder).ToList().ForEach(file => File.Copy(file, Path.Combine(copy, Path.GetFileName(file))));
                Directory.Delete(folder, recursive: true);
                Directory.Move(copy, folder);
                break;
        }

        await audit.AppendAsync(Record("{}", "later"), TestContext.Current.CancellationToken);
        await audit.AppendAsync(Record("{}", "later"), TestContext.Current.CancellationToken);

        Assert.Equal(2, (await this.ReadAsync("later", null)).Count);
        Assert.Empty((await this.VerifyAsync()).Problems);
    }

    [Fact]
    public async Task Append_WhileAnotherHasTheHead_WaitsForIt()
    {
        var audit = new CallAudit(this.fixture.Directory, TimeProvider.System);
        await audit.AppendAsync(Record("{}"), TestContext.Current.CancellationToken);
        Task waiting;
        await using (new FileStream(this.fixture.Only("head"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            waiting = audit.AppendAsync(Record("{}"), TestContext.Current.CancellationToken);
            Assert.False(waiting.IsCompleted);
            Assert.Equal(1, (await this.VerifyAsync()).Records);
        }

        await waiting;
        Assert.Equal(2, (await this.VerifyAsync()).Records);
    }

    [Fact]
    public async Task Append_OverMonths_IsOneChainAndDeletesWhatIsTooOld()
    {
        for (var month = 1; month <= 6; month++)
        {
            var time = new FixedTime(new DateTimeOffset(2026, month, 3, 0, 0, 0, TimeSpan.Zero));
            var audit = new CallAudit(this.fixture.Directory, time) { MonthsKept = 2 };
            await audit.AppendAsync(Record("{}", $"s{month}"), TestContext.Current.CancellationToken);
            await audit.AppendAsync(Record("{}", $"s{month}"), TestContext.Current.CancellationToken);
            Assert.Empty((await this.VerifyAsync()).Problems);
        }

        Assert.Equal(["2026-04.jsonl", "2026-05.jsonl", "2026-06.jsonl"], Directory.EnumerateFiles(Path.Combine(this.fixture.Directory, "audit"), "*.jsonl").Select(Path.GetFileName).Order());
        Assert.Equal(6, (await this.VerifyAsync()).Records);
        File.Delete(Path.Combine(this.fixture.Directory, "audit", "2026-05.jsonl"));
        Assert.NotEmpty((await this.VerifyAsync()).Problems);
    }

    [Fact]
    public async Task Read_ByServerAndTime_GivesThoseOnly()
    {
        foreach (var (month, server) in new[] { (1, "a"), (2, "b"), (2, "a"), (3, "a") })
        {
            await new CallAudit(this.fixture.Directory, new FixedTime(new DateTimeOffset(2026, month, 3, 0, 0, 0, TimeSpan.Zero))).AppendAsync(Record("{}", server), TestContext.Current.CancellationToken);
        }

        var entries = await this.ReadAsync("A", new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal([3L, 4L], entries.Select(entry => entry.Number));
    }

    [Fact]
    public async Task Append_ArgumentsThatAreNoText_OrTooLong_AreToldOfOnly()
    {
        var audit = new CallAudit(this.fixture.Directory, TimeProvider.System);
        await audit.AppendAsync(Record("""{"a":"\ud800"}"""), TestContext.Current.CancellationToken);
        await audit.AppendAsync(Record($$"""{"a":"{{new string('x', 100_000)}}"}"""), TestContext.Current.CancellationToken);

        Assert.Equal(["\"(left out: they are not valid text)\"", "\"(100,008 bytes left out)\""], (await this.ReadAsync(null, null)).Select(entry => entry.Arguments));
        Assert.Empty((await this.VerifyAsync()).Problems);
    }

    public void Dispose() => this.fixture.Dispose();

    internal static CallRecord Record(string arguments, string server = "db") => new()
    {
        Call = new AuditedCall
        {
            Workspace = "/repo", Server = server, ServerHash = "h", Tool = "query", Arguments = JsonDocument.Parse(arguments).RootElement, ApprovedBy = "person", Rule = "once", CallId = "call_1",
        },
        Duration = TimeSpan.FromMilliseconds(12.5), Outcome = "answered", ResultBytes = 3,
    };

    private async Task WriteAsync(int count)
    {
        var audit = new CallAudit(this.fixture.Directory, TimeProvider.System);
        for (var i = 0; i < count; i++)
        {
            await audit.AppendAsync(Record("{}"), TestContext.Current.CancellationToken);
        }
    }

    private Task<AuditVerification> VerifyAsync() => new AuditLog(this.fixture.Directory).VerifyAsync(TestContext.Current.CancellationToken);

    private async Task<List<AuditEntry>> ReadAsync(string? server, DateTimeOffset? since)
    {
        var entries = new List<AuditEntry>();
        await foreach (var entry in new AuditLog(this.fixture.Directory).ReadAsync(server, since, TestContext.Current.CancellationToken))
        {
            entries.Add(entry);
        }

        return entries;
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
