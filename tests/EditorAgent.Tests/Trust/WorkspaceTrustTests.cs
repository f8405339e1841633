using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Trust;

public sealed class WorkspaceTrustTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly TrustStore store;
    private readonly Workspace workspace;

    public WorkspaceTrustTests()
    {
        this.directory.Write("repo/App.csproj", "<Project/>\n");
        this.directory.Write("repo/Other.props", "<Project/>\n");
        this.store = new TrustStore(this.directory["home/trust"], TimeProvider.System);
        this.workspace = new Workspace(this.directory["repo"], [], []);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CheckAsync_AfterTrustForASession_HoldsInThatSessionOnly()
    {
        var trust = new WorkspaceTrust(this.store, this.workspace);
        await trust.GrantAsync(await QuestionAsync(trust), TrustDuration.Session, Token);

        Assert.IsType<TrustCheck.Trusted>(await trust.CheckAsync(Token));
        Assert.IsType<TrustCheck.Undecided>(await new WorkspaceTrust(this.store, this.workspace).CheckAsync(Token));
        Assert.False(Directory.Exists(this.store.Directory));
    }

    [Fact]
    public async Task CheckAsync_AfterANo_IsDeclinedUntilSomethingChanges()
    {
        var trust = new WorkspaceTrust(this.store, this.workspace);
        trust.Decline(await QuestionAsync(trust));

        Assert.IsType<TrustCheck.Declined>(await trust.CheckAsync(Token));
        this.directory.Write("repo/Other.props", "<Project Changed=\"\"/>\n");
        Assert.IsType<TrustCheck.Undecided>(await trust.CheckAsync(Token));
    }

    [Fact]
    public async Task CheckAsync_WhenSomethingChangesWhileThePersonReads_AsksAgain()
    {
        var trust = new WorkspaceTrust(this.store, this.workspace);
        var question = await QuestionAsync(trust);
        this.directory.Write("repo/App.csproj", "<Project Evil=\"\"/>\n");
        await trust.GrantAsync(question, TrustDuration.Always, Token);

        var again = Assert.IsType<TrustCheck.Undecided>(await trust.CheckAsync(Token)).Question;

        Assert.Equal(TrustState.Changed, again.State);
        Assert.Equal("App.csproj", Assert.Single(again.Changes).Relative);
    }

    [Fact]
    public async Task CheckAsync_WithTwoRoots_NeedsBoth()
    {
        this.directory.Write("second/Makefile", "all:\n\ttouch canary\n");
        var trust = new WorkspaceTrust(this.store, new Workspace(this.directory["repo"], [this.directory["second"]], []));
        await trust.GrantAsync(await QuestionAsync(trust), TrustDuration.Session, Token);

        Assert.Equal(this.directory["second"], (await QuestionAsync(trust)).RealRoot);
    }

    [Fact]
    public async Task GivenForSession_HoldsForWhatIsThereAndNotForWhatChanges()
    {
        var trust = WorkspaceTrust.GivenForSession(this.store, this.workspace);

        Assert.IsType<TrustCheck.Trusted>(await trust.CheckAsync(Token));
        this.directory.Write("repo/App.csproj", "<Project Evil=\"\"/>\n");
        Assert.IsType<TrustCheck.Undecided>(await trust.CheckAsync(Token));
        Assert.False(Directory.Exists(this.store.Directory));
    }

    [Theory]
    [InlineData(TrustDuration.Always)]
    [InlineData(TrustDuration.Session)]
    public async Task CarryOverAsync_AfterAnApprovedEdit_KeepsTrust(TrustDuration duration)
    {
        var trust = await this.TrustedAsync(duration);
        await this.EditAsync(trust, "App.csproj", approved: "<Project New=\"\"/>\n", written: "<Project New=\"\"/>\n", duration);

        Assert.IsType<TrustCheck.Trusted>(await trust.CheckAsync(Token));
        Assert.Equal(duration == TrustDuration.Always, await new WorkspaceTrust(this.store, this.workspace).CheckAsync(Token) is TrustCheck.Trusted);
    }

    [Fact]
    public async Task CarryOverAsync_OfANewFile_KeepsTrust()
    {
        var trust = await this.TrustedAsync(TrustDuration.Always);
        await this.EditAsync(trust, "src/Directory.Build.props", approved: "<Project/>", written: "<Project/>", TrustDuration.Always);

        Assert.IsType<TrustCheck.Trusted>(await trust.CheckAsync(Token));
    }

    [Fact]
    public async Task CarryOverAsync_WhenSomethingElseWasWritten_AsksAgain()
    {
        var trust = await this.TrustedAsync(TrustDuration.Always);
        await this.EditAsync(trust, "App.csproj", approved: "<Project New=\"\"/>\n", written: "<Project Evil=\"\"/>\n", TrustDuration.Always);

        Assert.IsType<TrustCheck.Undecided>(await trust.CheckAsync(Token));
    }

    [Fact]
    public async Task CarryOverAsync_WhenAnotherFileChangedMeanwhile_AsksAboutThatOneAlone()
    {
        var trust = await this.TrustedAsync(TrustDuration.Always);
        this.directory.Write("repo/Other.props", "<Project Evil=\"\"/>\n");
        await this.EditAsync(trust, "App.csproj", approved: "<Project New=\"\"/>\n", written: "<Project New=\"\"/>\n", TrustDuration.Always);

        Assert.Equal("Other.props", Assert.Single((await QuestionAsync(trust)).Changes).Relative);
    }

    [Fact]
    public async Task CarryOverAsync_WhenTheFileWasNotWhatWasTrusted_AsksAgain()
    {
        var trust = await this.TrustedAsync(TrustDuration.Always);
        this.directory.Write("repo/App.csproj", "<Project Evil=\"\"/>\n");
        await this.EditAsync(trust, "App.csproj", approved: "<Project Evil=\"\"/>\n\n", written: "<Project Evil=\"\"/>\n\n", TrustDuration.Always);

        Assert.IsType<TrustCheck.Undecided>(await trust.CheckAsync(Token));
    }

    [Fact]
    public async Task CarryOverAsync_ForASession_LeavesTheStoreAsItIs()
    {
        var trust = await this.TrustedAsync(TrustDuration.Always);
        await this.EditAsync(trust, "App.csproj", approved: "<Project New=\"\"/>\n", written: "<Project New=\"\"/>\n", TrustDuration.Session);

        Assert.IsType<TrustCheck.Undecided>(await new WorkspaceTrust(this.store, this.workspace).CheckAsync(Token));
    }

    public void Dispose() => this.directory.Dispose();

    private static async Task<TrustQuestion> QuestionAsync(WorkspaceTrust trust) => Assert.IsType<TrustCheck.Undecided>(await trust.CheckAsync(Token)).Question;

    private async Task<WorkspaceTrust> TrustedAsync(TrustDuration duration)
    {
        var trust = new WorkspaceTrust(this.store, this.workspace);
        await trust.GrantAsync(await QuestionAsync(trust), duration, Token);
        return trust;
    }

    private async Task EditAsync(WorkspaceTrust trust, string relative, string approved, string written, TrustDuration duration)
    {
        var file = Path.Combine(this.workspace.RealRoot, relative);
        var edits = trust.BeforeEdits([new ApprovedEdit(file, approved)]);
        this.directory.Write("repo/" + relative, written);
        await Assert.IsType<ApprovedEdits>(edits).CarryOverAsync(duration, Token);
    }
}
