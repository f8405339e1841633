using System.Text;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Trust;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Permissions;

public sealed class StandingGrantsTests : IDisposable
{
    private static readonly PermissionGrant Test = new("shell(=dotnet test)");

    private readonly TemporaryDirectory folder = new();
    private readonly string root;
    private int taken;

    public StandingGrantsTests()
    {
        this.root = Directory.CreateDirectory(Path.Combine(this.folder.Path, "workspace")).FullName;
        this.WriteProject("<Project/>");
    }

    public static TheoryData<bool> Scopes => new() { true, false };

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task Decide_WhenAProjectFileChanged_AsksAgainWithOldAndNew(bool isForGood)
    {
        var standing = this.Standing();
        await standing.GrantAsync(Test, isForGood, startsProgram: true, Cancel);
        Assert.Equal(PermissionDecision.Allow, (await standing.DecideAsync(Question("dotnet test"), Cancel)).Decision);

        this.WriteProject("<Project><Target Name='x'><Exec Command='touch owned'/></Target></Project>");
        var verdict = await standing.DecideAsync(Question("dotnet test"), Cancel);

        Assert.Equal(PermissionDecision.Ask, verdict.Decision);
        Assert.Contains(PermissionMarks.ProjectFileChanged, verdict.Marks);
        Assert.Matches("App\\.csproj [0-9a-f]{12} -> [0-9a-f]{12}", verdict.Reason);

        await standing.GrantAsync(Test, isForGood, startsProgram: true, Cancel);
        Assert.Equal(PermissionDecision.Allow, (await standing.DecideAsync(Question("dotnet test"), Cancel)).Decision);
    }

    [Fact]
    public async Task Decide_WhenNoGrantIsNeeded_LooksAtNoFile()
    {
        var standing = this.Standing();
        await standing.GrantAsync(Test, isForGood: false, startsProgram: true, Cancel);
        var before = this.taken;
        await standing.DecideAsync(Question("dotnet build"), Cancel);
        await standing.DecideAsync(new PermissionQuestion("read", true, []), Cancel);
        Assert.Equal(before, this.taken);
    }

    [Fact]
    public async Task Decide_WhenAnotherProcessRevokes_AsksAtOnce()
    {
        var one = this.Standing();
        var kept = (await one.GrantAsync(Test, isForGood: true, startsProgram: true, Cancel)).Kept!;
        var other = this.Standing();
        Assert.Equal(PermissionDecision.Allow, (await other.DecideAsync(Question("dotnet test"), Cancel)).Decision);

        Assert.NotNull(await this.Store().RevokeAsync(kept.Id!, Cancel));
        Assert.Equal(PermissionDecision.Ask, (await one.DecideAsync(Question("dotnet test"), Cancel)).Decision);
        Assert.Equal(PermissionDecision.Ask, (await other.DecideAsync(Question("dotnet test"), Cancel)).Decision);
    }

    [Fact]
    public async Task Store_WhenTwoAddAtOnce_KeepsBoth()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => this.Store().AddAsync(new StandingGrant(new PermissionGrant($"edit(f{i})"), null), Cancel))));
        Assert.Equal(8, this.Store().Read().Length);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"version":1,"root":"/other","grants":[{"id":"g","pattern":"shell","grantedAt":"2026-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"version":1,"root":"ROOT","root":"ROOT","grants":[{"id":"g","pattern":"shell","grantedAt":"2026-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"version":1,"root":"ROOT","grants":[{"id":"g","grantedAt":"2026-01-01T00:00:00Z"}]}""")]
    public async Task Read_WhenTheFileIsNotAsItWasWritten_GrantsNothing(string text)
    {
        await this.Store().AddAsync(new StandingGrant(Test, null), Cancel);
        await File.WriteAllTextAsync(this.Store().File, text.Replace("ROOT", this.root, StringComparison.Ordinal), Cancel);
        Assert.Empty(this.Store().Read());
    }

    [Fact]
    public async Task Read_WhenOthersCouldHaveWrittenIt_GrantsNothing()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await this.Store().AddAsync(new StandingGrant(Test, null), Cancel);
        Assert.Single(this.Store().Read());
        File.SetUnixFileMode(this.Store().File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
        Assert.Empty(this.Store().Read());
    }

    [Fact]
    public async Task Decide_WhenADenyRuleSpeaks_NoGrantHelps()
    {
        var origin = new ConfigurationOrigin(ConfigurationLayer.User, "config.toml", 1);
        var policy = new PermissionPolicy([new PermissionRuleEntry("deny", "shell(dotnet test)", null, origin)], PermissionMode.Ask);
        var standing = new StandingGrants(policy, this.Store(), this.TakeAsync);
        await standing.GrantAsync(Test, isForGood: true, startsProgram: true, Cancel);
        Assert.Equal(PermissionDecision.Deny, (await standing.DecideAsync(Question("dotnet test"), Cancel)).Decision);
    }

    public void Dispose() => this.folder.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static PermissionQuestion Question(string command) => new("shell", false, [new PermissionSubject.Command(command)])
    {
        Execution = new Execution { Kind = "dotnet test", IsSandboxed = true },
    };

    private void WriteProject(string text) => File.WriteAllText(Path.Combine(this.root, "App.csproj"), text, Encoding.UTF8);

    private GrantStore Store() => new(Path.Combine(this.folder.Path, "home", "permissions"), this.root, TimeProvider.System);

    private StandingGrants Standing() => new(new PermissionPolicy([], PermissionMode.Ask), this.Store(), this.TakeAsync);

    private Task<ExecutionFingerprint> TakeAsync(CancellationToken cancellationToken)
    {
        this.taken++;
        return ExecutionFingerprint.TakeAsync(this.root, cancellationToken);
    }
}
