using EditorAgent.Core.Trust;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Trust;

public sealed class TrustStoreTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly TrustStore store;

    public TrustStoreTests()
    {
        this.directory.Write("repo/App.csproj", "<Project/>");
        this.store = new TrustStore(this.directory["home/trust"], TimeProvider.System);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Root => this.directory["repo"];

    [Fact]
    public async Task StatusAsync_OfANewFolder_IsUntrustedAndWritesNothing()
    {
        var status = await this.store.StatusAsync(this.Root, Token);

        Assert.Equal(TrustState.Untrusted, status.State);
        Assert.Null(status.Trusted);
        Assert.False(Directory.Exists(this.store.Directory));
    }

    [Fact]
    public async Task GrantAsync_HoldsForAnotherProcessUntilRevoked()
    {
        await this.GrantAsync();
        var elsewhere = new TrustStore(this.store.Directory, TimeProvider.System);

        Assert.Equal(this.Root, (await elsewhere.StatusAsync(this.Root, Token)).Trusted?.RealRoot);
        Assert.Equal([this.Root], elsewhere.List().Select(record => record.Root));
        Assert.True(await elsewhere.RevokeAsync(this.Root, Token));
        Assert.Equal(TrustState.Untrusted, (await this.store.StatusAsync(this.Root, Token)).State);
    }

    [Fact]
    public async Task GrantAsync_WritesWhatOnlyTheUserCanRead()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("no modes there");
            return;
        }

        await this.GrantAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(this.store.Directory));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(this.RecordFile()));
    }

    [Fact]
    public async Task StatusAsync_WhenAProjectChanges_IsChangedAndHasOldAndNew()
    {
        await this.GrantAsync();
        this.directory.Write("repo/App.csproj", "<Project><Target Name=\"x\"><Exec Command=\"touch canary\" /></Target></Project>");

        var status = await this.store.StatusAsync(this.Root, Token);
        var question = TrustQuestions.For(this.Root, status);

        Assert.Equal(TrustState.Changed, status.State);
        Assert.Null(status.Trusted);
        var change = Assert.Single(question.Changes);
        Assert.Equal(("App.csproj", "<Project/>"), (change.Relative, change.OldText));
        Assert.Contains("touch canary", change.NewText, StringComparison.Ordinal);
        Assert.Contains("App.csproj: Exec touch canary", question.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StatusAsync_WhenTheFolderIsReplacedByAnotherOfTheSameName_IsUntrusted()
    {
        await this.GrantAsync();
        Directory.Move(this.Root, this.directory["elsewhere"]);
        this.directory.Write("repo/App.csproj", "<Project/>");

        Assert.Equal(TrustState.Untrusted, (await this.store.StatusAsync(this.Root, Token)).State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("\0\0\0")]
    [InlineData("{\"version\":2}")]
    [InlineData("{\"version\":1,\"version\":1}")]
    [InlineData("[]")]
    [InlineData("{\"version\":1,\"root\":null,\"identity\":null,\"grantedAt\":\"never\",\"files\":3}")]
    public async Task StatusAsync_WhenTheRecordIsDamaged_TrustsNothingAndSaysSo(string content)
    {
        await this.GrantAsync();
        await File.WriteAllTextAsync(this.RecordFile(), content, Token);

        var status = await this.store.StatusAsync(this.Root, Token);

        Assert.Equal(TrustState.Untrusted, status.State);
        Assert.Contains("nothing is trusted", status.Notice, StringComparison.Ordinal);
        Assert.Empty(this.store.List());
    }

    [Fact]
    public async Task StatusAsync_WhenOthersCouldHaveWrittenTheRecord_TrustsNothing()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("no modes there");
            return;
        }

        await this.GrantAsync();
        File.SetUnixFileMode(this.RecordFile(), UnixFileMode.UserRead | UnixFileMode.OtherWrite);

        Assert.Equal(TrustState.Untrusted, (await this.store.StatusAsync(this.Root, Token)).State);
    }

    [Fact]
    public async Task StatusAsync_WhenTheRecordSpeaksOfAnotherFolder_TrustsNothing()
    {
        await this.GrantAsync();
        var text = await File.ReadAllTextAsync(this.RecordFile(), Token);
        await File.WriteAllTextAsync(this.RecordFile(), text.Replace(this.Root, this.Root + "x", StringComparison.Ordinal), Token);

        Assert.Equal(TrustState.Untrusted, (await this.store.StatusAsync(this.Root, Token)).State);
    }

    [Fact]
    public async Task GrantAsync_KeepsNoTextThatMayHoldSecrets()
    {
        this.directory.Write("repo/nuget.config", "<password>hunter2</password>");
        await this.GrantAsync();

        Assert.DoesNotContain("hunter2", await File.ReadAllTextAsync(this.RecordFile(), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GrantAsync_WhenTheFingerprintHasAGap_Refuses()
    {
        var gap = new ExecutionFingerprint([], "It is too large.");

        await Assert.ThrowsAsync<InvalidOperationException>(() => this.store.GrantAsync(this.Root, gap, Token));
    }

    public void Dispose() => this.directory.Dispose();

    private async Task GrantAsync() => await this.store.GrantAsync(this.Root, await ExecutionFingerprint.TakeAsync(this.Root, Token), Token);

    private string RecordFile() => Assert.Single(Directory.GetFiles(this.store.Directory, "*.json"));
}
