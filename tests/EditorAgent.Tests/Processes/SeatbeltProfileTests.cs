using EditorAgent.Core.Processes;
using EditorAgent.Core.Processes.Confining;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Processes;

/// <summary>The text of the macOS profile, whole: whoever changes a rule sees it here.</summary>
public sealed class SeatbeltProfileTests
{
    [Theory]
    [InlineData(false, "workspace.sb")]
    [InlineData(true, "network-read-only.sb")]
    public void For_Confinement_IsTheGoldenText(bool isOpen, string golden)
    {
        using var directory = new TemporaryDirectory();
        directory.Write("w \"s\"/.vscode/settings.json", "{}");
        directory.Write("w \"s\"/a.csproj", "<Project/>");
        directory.Write("home/.nuget/packages/a", "a");
        var workspace = directory["w \"s\""];
        var places = new SandboxPlaces { UserHome = directory["home"], Hidden = [directory["home/.editoragent"]], Environment = new Dictionary<string, string>() };
        var confinement = new Confinement
        {
            WritableRoots = [workspace],
            WritableDirectories = [directory["report"]],
            ReadableDirectories = [directory["home/.editoragent/sessions/1/tool-results"]],
            HiddenPaths = [Path.Join(workspace, ".env")],
            HasNetwork = isOpen,
            IsReadOnly = isOpen,
        };

        var text = SeatbeltProfile.For(confinement, places, "/tmp/t", ProtectedEntries.In([workspace])).Replace(directory.Path, "/T", StringComparison.Ordinal);

        var expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Processes", "Golden", golden)).ReplaceLineEndings("\n");
        Assert.Equal(expected, text);
    }
}
