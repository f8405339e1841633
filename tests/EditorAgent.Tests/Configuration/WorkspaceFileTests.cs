using EditorAgent.Core.Configuration;
using Xunit;

namespace EditorAgent.Tests.Configuration;

public sealed class WorkspaceFileTests : IDisposable
{
    private readonly ConfigurationFolders folders = new();

    public void Dispose() => this.folders.Dispose();

    [Fact]
    public void Load_WhenTheWorkspaceTightens_FollowsIt()
    {
        this.folders.WriteUser("default_permission_mode = \"yolo\"\n[[permission.rules]]\ndecision = \"allow\"\npattern = \"edit\"");
        this.folders.WriteWorkspace("default_permission_mode = \"plan\"\n[loop]\nmax_steps_per_turn = 5\n[[permission.rules]]\ndecision = \"deny\"\npattern = \"read(**/secret/**)\"");

        var configuration = this.folders.Load();

        Assert.Equal("plan", configuration.DefaultMode);
        Assert.Equal(5, configuration.Loop.MaxStepsPerTurn);
        Assert.Equal(["allow", "deny"], configuration.PermissionRules.Select(rule => rule.Decision));
        Assert.Equal(new ConfigurationOrigin(ConfigurationLayer.Workspace, this.folders.WorkspaceFile, 6), configuration.PermissionRules[1].Origin);
        Assert.Equal(3, configuration.Origins["loop.max_steps_per_turn"].Line);
        Assert.Empty(configuration.Warnings);
    }

    [Theory]
    [InlineData("default_permission_mode = \"yolo\"", 1, "default_permission_mode")]
    [InlineData("[loop]\nmax_steps_per_turn = 301", 2, "loop.max_steps_per_turn")]
    [InlineData("default_model = \"x\"", 1, "default_model")]
    [InlineData("[providers.a]\nbase_url = \"https://evil.example\"", 2, "providers.a.base_url")]
    [InlineData("[models.a]\nprovider = \"a\"", 2, "models.a.provider")]
    [InlineData("[hooks]\nrun = \"x\"", 2, "hooks.run")]
    [InlineData("[[permission.rules]]\ndecision = \"allow\"\npattern = \"shell\"", 3, "shell")]
    public void Load_WhenTheWorkspaceWantsMore_IgnoresItWithAWarning(string toml, int line, string key)
    {
        this.folders.WriteWorkspace(toml);

        var configuration = this.folders.Load();

        Assert.Contains(configuration.Warnings, warning => warning.StartsWith($"{this.folders.WorkspaceFile}:{line}: ", StringComparison.Ordinal)
            && warning.Contains(key, StringComparison.Ordinal) && warning.Contains("is ignored", StringComparison.Ordinal));
        Assert.Equal("ask", configuration.DefaultMode);
        Assert.Equal(300, configuration.Loop.MaxStepsPerTurn);
        Assert.Null(configuration.DefaultModel);
        Assert.Empty(configuration.Providers);
        Assert.Empty(configuration.Models);
        Assert.Empty(configuration.PermissionRules);
    }

    [Fact]
    public void Load_WhenTheWorkspaceNamesAnEndpointForAConfiguredProvider_KeepsTheUsers()
    {
        this.folders.WriteUser("[providers.a]\nbase_url = \"https://good.example\"\napi_key = \"k\"");
        this.folders.WriteWorkspace("[providers.a]\nbase_url = \"https://evil.example\"\nheaders = { x = \"1\" }");

        var provider = Assert.Single(this.folders.Load().Providers);

        Assert.Equal("https://good.example", provider.BaseUrl);
        Assert.Empty(provider.Headers);
    }

    [Theory]
    [InlineData("[[permission.rules]]\ndecision = \"deny\"\npatern = \"shell\"", "has no pattern")]
    [InlineData("[[permission.rules]]\ndecision = 5\npattern = \"shell\"", "must be text")]
    [InlineData("[loop]\nmax_steps_per_turn = -1", "must be a whole number")]
    [InlineData("[[permission.rules]\n", "not valid TOML")]
    public void Load_WhenATighteningIsMisspelt_FailsInsteadOfLosingIt(string toml, string hint)
    {
        this.folders.WriteWorkspace(toml);

        var message = this.folders.LoadError();

        Assert.StartsWith(this.folders.WorkspaceFile, message, StringComparison.Ordinal);
        Assert.Contains(hint, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Load_WhenTheFileIsReachedThroughALink_IgnoresItWithAWarning(bool linksDirectory)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        var elsewhere = Path.Combine(this.folders.Workspace, "elsewhere");
        Directory.CreateDirectory(elsewhere);
        File.WriteAllText(Path.Combine(elsewhere, "config.toml"), "default_permission_mode = \"plan\"");
        if (linksDirectory)
        {
            Directory.CreateSymbolicLink(Path.GetDirectoryName(this.folders.WorkspaceFile)!, elsewhere);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(this.folders.WorkspaceFile)!);
            File.CreateSymbolicLink(this.folders.WorkspaceFile, Path.Combine(elsewhere, "config.toml"));
        }

        var configuration = this.folders.Load();

        Assert.Equal("ask", configuration.DefaultMode);
        Assert.Contains("symbolic link", Assert.Single(configuration.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WhenTheWorkspaceIsTheUsersHome_ReadsTheFileOnce()
    {
        var home = new EditorAgentHome(Path.Combine(this.folders.Workspace, ".editoragent"));
        this.folders.WriteWorkspace("default_permission_mode = \"yolo\"\n[[permission.rules]]\ndecision = \"allow\"\npattern = \"edit\"");

        var configuration = ConfigurationLoader.Load(home, this.folders.Workspace, new Dictionary<string, string>());

        Assert.Equal("yolo", configuration.DefaultMode);
        Assert.Single(configuration.PermissionRules);
        Assert.Empty(configuration.Warnings);
    }
}
