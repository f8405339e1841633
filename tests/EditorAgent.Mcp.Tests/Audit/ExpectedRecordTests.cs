using System.Diagnostics;
using EditorAgent.Mcp.Audit;
using EditorAgent.Mcp.Tests.Hub;
using EditorAgent.Mcp.Tests.Trust;
using Xunit;

namespace EditorAgent.Mcp.Tests.Audit;

/// <summary>Records whose place was looked up while their server worked, among those of others.</summary>
public sealed class ExpectedRecordTests : IDisposable
{
    private readonly TrustFixture fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Head => this.fixture.Only("head");

    [Fact]
    public async Task Append_OfExpectedRecordsAndOthers_IsOneChain()
    {
        var audit = new CallAudit(this.fixture.Directory, TimeProvider.System);
        for (var i = 0; i < 20; i++)
        {
            await ExpectAsync(audit, isExpected: i % 3 != 0);
        }

        await this.AssertWholeAsync(20);
    }

    [Fact]
    public async Task Append_OfManyExpectedAtOnce_OfSeveralAudits_IsOneChain()
    {
        CallAudit[] audits = [new(this.fixture.Directory, TimeProvider.System), new(this.fixture.Directory, TimeProvider.System)];

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                await ExpectAsync(audits[number % 2], isExpected: true);
            }
        })));

        await this.AssertWholeAsync(40);
    }

    [Fact]
    public async Task Append_WhenAnotherWroteSinceItWasExpected_FollowsTheOther()
    {
        var audit = new CallAudit(this.fixture.Directory, TimeProvider.System);
        await ExpectAsync(audit, isExpected: false);
        var late = CallAuditTests.Record("{}", "late");
        audit.Expect(late.Call);

        await new CallAudit(this.fixture.Directory, TimeProvider.System).AppendAsync(CallAuditTests.Record("{}"), Token);
        await audit.AppendAsync(late, Token);

        await this.AssertWholeAsync(3);
    }

    [Fact]
    public async Task Expect_KeepsOtherProcessesOut_UntilTheRecordIsThereOrLate()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the files are held on Linux only");
        var time = new ManualTime();
        var audit = new CallAudit(this.fixture.Directory, time);
        await ExpectAsync(audit, isExpected: false);
        Assert.True(await this.IsFreeAsync());

        var record = CallAuditTests.Record("{}");
        audit.Expect(record.Call);
        Assert.False(await this.IsFreeAsync());
        await audit.AppendAsync(record, Token);
        Assert.True(await this.IsFreeAsync());

        audit.Expect(record.Call);
        time.Advance(TimeSpan.FromMilliseconds(6));
        time.Advance(TimeSpan.FromMilliseconds(6));
        Assert.True(await this.IsFreeAsync());
        await audit.AppendAsync(record, Token);
        await this.AssertWholeAsync(3);
    }

    [Fact]
    public async Task Append_AfterTheProcessThatHeldTheFilesWasKilledInARecord_GoesOn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "locks of the shell");
        var audit = new CallAudit(this.fixture.Directory, TimeProvider.System);
        await ExpectAsync(audit, isExpected: false);
        using var other = Start(this.Head, ["sh", "-c", "printf '{\"n\":2,\"prev' >> \"$0\"; echo here; read -r never", this.fixture.Only("*.jsonl")]);
        Assert.Equal("here", await other.StandardOutput.ReadLineAsync(Token));

        var record = CallAuditTests.Record("{}");
        audit.Expect(record.Call);
        var appending = audit.AppendAsync(record, Token);
        Assert.False(appending.IsCompleted);
        other.Kill(entireProcessTree: true);
        await appending;

        var verified = await new AuditLog(this.fixture.Directory).VerifyAsync(Token);
        Assert.Contains("only half written", Assert.Single(verified.Problems), StringComparison.Ordinal);
        Assert.Equal(3, verified.Records);
    }

    [Fact]
    public async Task Append_WhenTheMonthChangedSinceItWasExpected_BeginsTheNewOne()
    {
        var time = new ManualTime();
        var audit = new CallAudit(this.fixture.Directory, time) { MonthsKept = 1 };
        for (var month = 0; month < 4; month++)
        {
            var record = CallAuditTests.Record("{}");
            audit.Expect(record.Call);
            time.Advance(TimeSpan.FromDays(31));
            audit.Expect(record.Call);
            await audit.AppendAsync(record, Token);
        }

        await this.AssertWholeAsync(2);
        Assert.Equal(2, Directory.EnumerateFiles(Path.GetDirectoryName(this.Head)!, "*.jsonl").Count());
    }

    public void Dispose() => this.fixture.Dispose();

    private static async Task ExpectAsync(CallAudit audit, bool isExpected)
    {
        var record = CallAuditTests.Record("{}");
        if (isExpected)
        {
            audit.Expect(record.Call);
        }

        await audit.AppendAsync(record, Token);
    }

    private async Task AssertWholeAsync(int records)
    {
        var verified = await new AuditLog(this.fixture.Directory).VerifyAsync(Token);
        Assert.Empty(verified.Problems);
        Assert.Equal(records, verified.Records);
    }

    private async Task<bool> IsFreeAsync()
    {
        using var other = Start(this.Head, ["true"]);
        await other.WaitForExitAsync(Token);
        return other.ExitCode == 0;
    }

    /// <summary>A program that runs only if it gets the lock at once, and keeps it as long as it runs.</summary>
    private static Process Start(string file, string[] command) =>
        Process.Start(new ProcessStartInfo("flock", ["--nonblock", "--no-fork", file, .. command]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
}
