using EditorAgent.Core.Processes;
using System.Collections;
using EditorAgent.BuiltInTools.Shell;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Shell;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class TrustedPathTests(ShellWorkspace workspace) : IClassFixture<ShellWorkspace>
{
    [Fact]
    public void Value_LeavesOutWhatTheWorkspaceCouldFill()
    {
        var inside = Directory.CreateDirectory(Path.Combine(workspace.Root, "bin")).FullName;
        var link = Path.Combine(Path.GetTempPath(), "editoragent-path-" + Guid.NewGuid().ToString("N")[..8]);
        Directory.CreateSymbolicLink(link, inside);
        var neighbour = Directory.CreateDirectory(workspace.Root + "-not").FullName;
        try
        {
            var path = new TrustedPath(string.Join(':', inside, link, ".", "", "relative", "/usr/bin", workspace.Root, workspace.Root + "-missing", neighbour), [workspace.Root]);

            Assert.Equal($"/usr/bin:{neighbour}", path.Value);
        }
        finally
        {
            File.Delete(link);
            Directory.Delete(neighbour);
        }
    }

    [Fact]
    public void Find_WhereALinkLeadsNowhere_LooksFurther()
    {
        var directory = Directory.CreateDirectory(workspace.Root + "-dangling").FullName;
        try
        {
            File.CreateSymbolicLink(Path.Combine(directory, "bash"), Path.Combine(directory, "gone"));

            Assert.Equal("bash", Path.GetFileName(new TrustedPath($"{directory}:/usr/bin:/bin", [workspace.Root]).Find("bash")));
            Assert.Null(new TrustedPath(directory, [workspace.Root]).Find("bash"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void Find_TakesOnlyWhatCanBeRun()
    {
        var directory = Directory.CreateDirectory(workspace.Root + "-tools").FullName;
        try
        {
            File.WriteAllText(Path.Combine(directory, "bash"), "");

            Assert.NotEqual(directory, Path.GetDirectoryName(new TrustedPath($"{directory}:/usr/bin:/bin", [workspace.Root]).Find("bash")));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void Value_LeavesOutWhatEverybodyMayWrite()
    {
        var open = Directory.CreateDirectory(workspace.Root + "-open").FullName;
        try
        {
            File.SetUnixFileMode(open, (UnixFileMode)0b111_111_111);

            Assert.Equal("/usr/bin", new TrustedPath($"{open}:/usr/bin", [workspace.Root]).Value);
        }
        finally
        {
            Directory.Delete(open);
        }
    }

    [Fact]
    public void Find_WhenTheFileIsALinkIntoTheWorkspace_PassesItOver()
    {
        const UnixFileMode executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var inside = Directory.CreateDirectory(Path.Combine(workspace.Root, "tools")).FullName;
        File.WriteAllText(Path.Combine(inside, "ls"), "#!/bin/sh\n");
        File.SetUnixFileMode(Path.Combine(inside, "ls"), executable);
        var alias = Directory.CreateSymbolicLink(workspace.Root + "-alias", workspace.Root).FullName;
        var outside = Directory.CreateDirectory(workspace.Root + "-links").FullName;
        File.CreateSymbolicLink(Path.Combine(outside, "ls"), Path.Combine(alias, "tools", "ls"));
        File.WriteAllText(Path.Combine(outside, "own"), "#!/bin/sh\n");
        File.SetUnixFileMode(Path.Combine(outside, "own"), executable);
        try
        {
            var path = new TrustedPath($"{outside}:/usr/bin", [workspace.Root]);

            Assert.Equal("/usr/bin/ls", path.Find("ls"));
            Assert.Equal(Path.Combine(outside, "own"), path.Find("own"));
            Assert.Null(path.Find("../bin/ls"));
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
            File.Delete(alias);
        }
    }

    [Fact]
    public void ChildEnvironment_OfAFullOne_TakesOverNoSecretAndNothingThatRunsCode()
    {
        var own = new Hashtable
        {
            ["HOME"] = "/home/u",
            ["HTTPS_PROXY"] = "http://user:password@proxy:8080",
            ["HTTP_PROXY"] = "http://proxy:8080",
        };
        foreach (var name in (string[])["MOONSHOT_API_KEY", "GITHUB_TOKEN", "MY_SECRET", "BASH_ENV", "ENV", "LD_PRELOAD", "DOTNET_STARTUP_HOOKS", "GIT_SSH_COMMAND", "PAGER", "SSH_AUTH_SOCK"])
        {
            own[name] = "x";
        }

        var environment = ChildEnvironment.From(own, new TrustedPath("/usr/bin", [workspace.Root]));

        Assert.Equal("/home/u", environment["HOME"]);
        Assert.Equal("http://proxy:8080", environment["HTTP_PROXY"]);
        Assert.DoesNotContain("x", environment.Values);
        Assert.DoesNotContain("HTTPS_PROXY", environment.Keys);
    }
}
