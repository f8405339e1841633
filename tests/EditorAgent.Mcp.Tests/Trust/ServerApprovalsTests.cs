using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Trust;
using Xunit;

namespace EditorAgent.Mcp.Tests.Trust;

public sealed class ServerApprovalsTests : IDisposable
{
    private const string Root = "/repo";

    private readonly TrustFixture fixture = new();
    private readonly McpServerDeclaration server = TrustFixture.Stdio();

    [Fact]
    public void Missing_OfANewServer_IsAllOfIt() => Assert.Equal(Of(this.server).Lines, this.Approvals().Missing(Root, this.server, Of(this.server)));

    [Fact]
    public void Missing_OfTheUsersOwn_IsNothing() =>
        Assert.Empty(this.Approvals().Missing(Root, TrustFixture.Stdio(McpServerScope.User), Of(this.server)));

    [Theory]
    [InlineData(McpServerScope.Workspace)]
    [InlineData(McpServerScope.Client)]
    public async Task Missing_AfterApproval_IsNothingForAnyProcess(McpServerScope scope)
    {
        var waiting = this.Approvals();
        Assert.NotEmpty(waiting.Missing(Root, TrustFixture.Stdio(scope), Of(this.server)));

        await this.Approvals().ApproveAsync(Root, TrustFixture.Stdio(scope), Of(this.server), TestContext.Current.CancellationToken);

        Assert.Empty(waiting.Missing(Root, TrustFixture.Stdio(scope), Of(this.server)));
        Assert.NotEmpty(waiting.Missing("/other", TrustFixture.Stdio(scope), Of(this.server)));
        Assert.NotEmpty(waiting.Missing(Root, TrustFixture.Stdio(scope) with { Name = "other" }, Of(this.server)));
    }

    [Fact]
    public async Task Missing_WhenTheServerChanged_IsTheDifference()
    {
        var approvals = this.Approvals();
        await approvals.ApproveAsync(Root, this.server, Of(this.server), TestContext.Current.CancellationToken);
        var changed = this.server with { Args = ["-y", "server@2", "--all"], Env = this.server.Env.SetItem("API_TOKEN", "another").SetItem("PORT", "2") };

        var missing = approvals.Missing(Root, changed, Of(changed));

        Assert.Equal(
            [
                "- argument: server", "+ argument: server@2", "+ argument: --all",
                "- environment API_TOKEN: (value not shown)", "+ environment API_TOKEN: (value changed)",
                "- environment PORT: 1", "+ environment PORT: 2",
            ],
            missing);
    }

    [Fact]
    public async Task Missing_WhenALongArgumentChangedInTheMiddle_ShowsTheMiddle()
    {
        var approvals = this.Approvals();
        var before = this.server with { Args = [new string('a', 9_000) + "old" + new string('b', 9_000)] };
        var after = this.server with { Args = [new string('a', 9_000) + "new" + new string('b', 9_000)] };
        await approvals.ApproveAsync(Root, before, Of(before), TestContext.Current.CancellationToken);

        var missing = approvals.Missing(Root, after, Of(after));

        Assert.Contains("old", missing[0], StringComparison.Ordinal);
        Assert.Contains("new", missing[1], StringComparison.Ordinal);
        Assert.All(missing, line => Assert.InRange(line.Length, 1, 400));
    }

    [Fact]
    public async Task Revoke_TakesItBackForEveryProcess()
    {
        var approvals = this.Approvals();
        await approvals.ApproveAsync(Root, this.server, Of(this.server), TestContext.Current.CancellationToken);
        Assert.Empty(approvals.Missing(Root, this.server, Of(this.server)));

        await this.Approvals().RevokeAsync(Root, "DB", TestContext.Current.CancellationToken);

        Assert.NotEmpty(approvals.Missing(Root, this.server, Of(this.server)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"version":1,"root":"/other","servers":[]}""")]
    [InlineData("""{"version":1,"version":1,"root":"/repo","servers":[]}""")]
    [InlineData("""{"version":1,"root":"/repo","servers":[{"name":"db"}]}""")]
    public async Task Missing_WhenTheRecordIsDamaged_AsksAgainAndSaysSo(string content)
    {
        await this.Approvals().ApproveAsync(Root, this.server, Of(this.server), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(this.fixture.Only("*.json"), content, TestContext.Current.CancellationToken);

        var missing = this.Approvals().Missing(Root, this.server, Of(this.server));

        Assert.Contains("cannot be used, so you are asked again", missing[0], StringComparison.Ordinal);
        Assert.Equal(Of(this.server).Lines, missing[1..]);
        await this.Approvals().ApproveAsync(Root, this.server, Of(this.server), TestContext.Current.CancellationToken);
        Assert.Empty(this.Approvals().Missing(Root, this.server, Of(this.server)));
    }

    [Fact]
    public async Task Record_IsTheUsersAloneAndCountsForNothingWhenOthersCanWriteIt()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("no such permissions there");
            return;
        }

        await this.Approvals().ApproveAsync(Root, this.server, Of(this.server), TestContext.Current.CancellationToken);
        var file = this.fixture.Only("*.json");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.DoesNotContain("hunter2", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.OtherWrite);

        Assert.Contains("can be written by others", this.Approvals().Missing(Root, this.server, Of(this.server))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task BelievesHints_HoldsForExactlyWhatWasBelieved()
    {
        var approvals = this.Approvals();
        await approvals.ApproveAsync(Root, this.server, Of(this.server), TestContext.Current.CancellationToken);
        Assert.False(approvals.BelievesHints(Root, this.server, Of(this.server)));

        await approvals.BelieveHintsAsync(Root, this.server, Of(this.server), TestContext.Current.CancellationToken);

        var changed = this.server with { Args = [] };
        Assert.True(approvals.BelievesHints(Root, this.server, Of(this.server)));
        Assert.False(approvals.BelievesHints(Root, changed, Of(changed)));
        await approvals.ApproveAsync(Root, this.server, Of(this.server), TestContext.Current.CancellationToken);
        Assert.False(approvals.BelievesHints(Root, this.server, Of(this.server)));
    }

    [Fact]
    public async Task BelievesHints_OfTheUsersOwnServer_HoldsInEveryWorkspace()
    {
        var own = TrustFixture.Stdio(McpServerScope.User);
        var approvals = this.Approvals();
        await approvals.BelieveHintsAsync(Root, own, Of(own), TestContext.Current.CancellationToken);

        Assert.True(approvals.BelievesHints("/other", own, Of(own)));
        Assert.NotEmpty(approvals.Missing("/other", this.server, Of(this.server)));
    }

    [Fact]
    public async Task Missing_OfAnotherProgramsFile_CanNeverBeEmpty()
    {
        var listed = TrustFixture.Stdio(McpServerScope.ListedOnly);

        Assert.NotEmpty(this.Approvals().Missing(Root, listed, Of(listed)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => this.Approvals().ApproveAsync(Root, listed, Of(listed), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Approve_ByManyAtOnce_LosesNone()
    {
        var names = Enumerable.Range(0, 12).Select(number => $"s{number}").ToList();
        await Task.WhenAll(names.Select(name => Task.Run(() => this.Approvals().ApproveAsync(Root, this.server with { Name = name }, Of(this.server), TestContext.Current.CancellationToken))));

        Assert.All(names, name => Assert.Empty(this.Approvals().Missing(Root, this.server with { Name = name }, Of(this.server))));
    }

    public void Dispose() => this.fixture.Dispose();

    private ServerApprovals Approvals() => new(this.fixture.Directory, TimeProvider.System);

    private static ServerIdentity Of(McpServerDeclaration server) => ServerIdentity.Of(server, "/usr/bin/npx");
}
