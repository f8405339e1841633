using EditorAgent.Core.Configuration;
using Xunit;

namespace EditorAgent.Tests.Configuration;

public sealed class LanguageServerSettingsTests : IDisposable
{
    private readonly ConfigurationFolders folders = new();

    public void Dispose() => this.folders.Dispose();

    [Fact]
    public void Load_WhenServerIsDescribed_ReadsEveryKey()
    {
        this.folders.WriteUser("""
            [language_servers.pyright]
            command = "basedpyright-langserver"
            args = ["--stdio", "--verbose"]
            root_markers = []
            languages = { ".py" = "python" }
            settings.python.analysis = { typeCheckingMode = "strict", extraPaths = ["a", "b"], depth = 3, ratio = 0.5 }
            settings.python.pythonPath = "/usr/bin/python3"

            [language_servers.pyright.initialization_options]
            fast = true
            """);

        var server = Assert.Single(this.folders.Load().LanguageServers);

        Assert.Equal("pyright", server.Name);
        Assert.True(server.IsEnabled);
        Assert.Equal("basedpyright-langserver", server.Command);
        Assert.Equal(["--stdio", "--verbose"], server.Args!.Value);
        Assert.Empty(server.RootMarkers!.Value);
        Assert.Equal("python", server.Languages![".py"]);
        Assert.Equal(
            """{"python":{"analysis":{"typeCheckingMode":"strict","extraPaths":["a","b"],"depth":3,"ratio":0.5},"pythonPath":"/usr/bin/python3"}}""",
            server.Settings!.Value.GetRawText());
        Assert.Equal("""{"fast":true}""", server.InitializationOptions!.Value.GetRawText());
        Assert.Equal($"{this.folders.Home.ConfigurationFile}:2", server.Origin.ToString());
    }

    [Theory]
    [InlineData("[language_servers.a]\ncomand = \"x\"", 2, "Did you mean language_servers.a.command?")]
    [InlineData("[language_servers.a]\nargs = \"--stdio\"", 2, "must be a list of text")]
    [InlineData("[language_servers.a]\nargs = [1]", 2, "must be text in double quotes")]
    [InlineData("[language_servers.a]\nenabled = \"no\"", 2, "must be true or false")]
    [InlineData("[language_servers.a]\nsettings = 5", 2, "must be a table")]
    [InlineData("[language_servers]\na = 5", 2, "must be a table")]
    public void Load_WhenServerIsWrong_SaysLineAndRemedy(string toml, int line, string complaint)
    {
        this.folders.WriteUser(toml);

        var message = this.folders.LoadError();

        Assert.StartsWith($"{this.folders.Home.ConfigurationFile}:{line}: ", message, StringComparison.Ordinal);
        Assert.Contains(complaint, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WhenWorkspaceSwitchesServerOff_FollowsIt()
    {
        this.folders.WriteUser("[language_servers.clangd]\nenabled = true\n");
        this.folders.WriteWorkspace("[language_servers.clangd]\nenabled = false\n[language_servers.gopls]\nenabled = false\n");

        var configuration = this.folders.Load();

        Assert.Equal([("clangd", false), ("gopls", false)], configuration.LanguageServers.Select(server => (server.Name, server.IsEnabled)));
        Assert.Empty(configuration.Warnings);
    }

    [Theory]
    [InlineData("[language_servers.clangd]\nenabled = true", "stricter, not freer")]
    [InlineData("[language_servers.clangd]\ncommand = \"./evil\"", "a workspace cannot set it")]
    [InlineData("[language_servers.clangd]\nargs = [\"--evil\"]", "a workspace cannot set it")]
    [InlineData("[language_servers.clangd.settings.a]\nb = 1", "a workspace cannot set it")]
    public void Load_WhenWorkspaceWantsMoreOfServers_IgnoresItWithAWarning(string toml, string complaint)
    {
        this.folders.WriteUser("[language_servers.clangd]\nenabled = false\n");
        this.folders.WriteWorkspace(toml);

        var configuration = this.folders.Load();

        Assert.Contains(configuration.Warnings, warning => warning.StartsWith($"{this.folders.WorkspaceFile}:2: ", StringComparison.Ordinal) && warning.Contains(complaint, StringComparison.Ordinal));
        var server = Assert.Single(configuration.LanguageServers);
        Assert.False(server.IsEnabled);
        Assert.Null(server.Command);
        Assert.Null(server.Args);
        Assert.Null(server.Settings);
    }
}
