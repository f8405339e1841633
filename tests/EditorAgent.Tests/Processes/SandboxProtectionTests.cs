using Xunit;

namespace EditorAgent.Tests.Processes;

/// <summary>Protected files and directories of the workspace: kept where they are, taken out where they appear.</summary>
public sealed class SandboxProtectionTests : IDisposable
{
    private readonly SandboxBench bench = new();

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Write_ToWhatIsProtected_IsRefused()
    {
        string[] files =
        [
            ".git/config", ".git/hooks/pre-commit", ".vscode/settings.json", ".idea/a.xml", ".editoragent/config.toml", ".husky/pre-commit",
            ".github/workflows/a.yml", ".mcp.json", "AGENTS.md", "a.csproj", "sub/b.csproj", "Directory.Build.props", "sub/.vscode/tasks.json", "nuget.config",
        ];
        foreach (var file in files)
        {
            this.bench.Write("workspace/" + file, "before");
        }

        var result = await this.bench.RunAsync($$"""
            for f in {{string.Join(' ', files)}}; do
              (echo x > $f) 2>/dev/null && echo "wrote $f"
              rm -f $f 2>/dev/null && echo "removed $f"
              mv $f $f.old 2>/dev/null && echo "moved $f"
              [ "$(cat $f)" = before ] || echo "cannot read $f"
            done
            mv .git .git2 2>/dev/null && echo moved; touch .git/hooks/post-commit 2>/dev/null && echo hook; rm -rf .vscode 2>/dev/null; echo end
            """);

        Assert.Equal("end\n", result.Output);
        Assert.Empty(result.Outcome.Quarantined);
        Assert.All(files, file => Assert.Equal("before", File.ReadAllText(Path.Combine(this.bench.Workspace, file))));
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Appearance_OfWhatIsProtected_EndsInQuarantineAndIsTold()
    {
        var result = await this.bench.RunAsync("""
            mkdir -p .vscode .git/hooks sub/.husky; echo x > .mcp.json; echo x > .vscode/tasks.json; echo x > .git/hooks/pre-commit; echo x > sub/.husky/pre-commit
            ln -s /etc .idea; mkfifo .cursorrules; echo x > Directory.Build.targets; echo x > app.csproj; mkdir obj; echo x > obj/app.csproj.nuget.g.props; chmod 000 .vscode/tasks.json
            """);

        Assert.Equal(0, result.Outcome.ExitCode);
        Assert.Equal(["app.csproj", "obj", "sub"], Directory.GetFileSystemEntries(this.bench.Workspace).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(this.bench.Workspace, "sub")));
        foreach (var name in (string[])[".vscode", ".git", "sub/.husky", ".mcp.json", ".idea", ".cursorrules", "Directory.Build.targets"])
        {
            Assert.Contains(result.Outcome.Quarantined, line => line.StartsWith(name + " was made by the command", StringComparison.Ordinal) && line.Contains("moved out", StringComparison.Ordinal));
        }

        Assert.Contains(result.Outcome.Quarantined, line => line.StartsWith("app.csproj was made by the command and", StringComparison.Ordinal));
        var moved = Assert.Single(Directory.GetDirectories(Path.Combine(this.bench.Agent, "quarantine")));
        Assert.True(File.Exists(Path.Combine(moved, ".vscode", "tasks.json")));
        Assert.True(File.Exists(Path.Combine(moved, ".git", "hooks", "pre-commit")));
        Assert.Equal("/etc", new FileInfo(Path.Combine(moved, ".idea")).LinkTarget);
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Replacement_OfADirectoryAroundWhatIsProtected_IsFoundOut()
    {
        this.bench.Write("workspace/sub/.vscode/tasks.json", "before");

        var result = await this.bench.RunAsync("mv sub old && mkdir -p sub/.vscode && echo evil > sub/.vscode/tasks.json");

        Assert.Contains(result.Outcome.Quarantined, line => line.StartsWith("sub/.vscode was made by the command", StringComparison.Ordinal));
        Assert.Contains(result.Outcome.Quarantined, line => line.StartsWith("old/.vscode", StringComparison.Ordinal) && line.Contains("was moved there", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(this.bench.Workspace, "sub", ".vscode")));
        Assert.Equal("before", await File.ReadAllTextAsync(Path.Combine(this.bench.Workspace, "old", ".vscode", "tasks.json"), TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Write_ToTheRepositoryAboveTheWorkspaceOrElsewhere_IsRefusedAndReadingWorks()
    {
        this.bench.Write("home/repository/.git/HEAD", "ref");
        this.bench.Write("home/repository/.git/objects/a", "a");
        this.bench.Write("home/repository/.git/worktrees/w/HEAD", "ref");
        this.bench.Write("home/repository/.git/worktrees/w/commondir", "../..\n");
        this.bench.Write("workspace/.git", $"gitdir: {this.bench.Home}/repository/.git/worktrees/w\n");
        var inner = this.bench.Make("home/repository/project");

        var workTree = await this.bench.RunAsync($"cd '{this.bench.Home}/repository/.git' && cat HEAD worktrees/w/HEAD; (echo x > config) 2>/dev/null && echo wrote; (echo x > '{this.bench.Workspace}/.git') 2>/dev/null && echo wrote; echo");
        var below = await this.bench.RunAsync(
            $"cd '{inner}' && cat ../.git/HEAD; (echo x > ../.git/config) 2>/dev/null && echo wrote; echo x > a", confinement => confinement with { WritableRoots = [inner, this.bench.Workspace] });

        Assert.Equal("refref\n", workTree.Output);
        Assert.Equal("ref", below.Output);
        Assert.True(File.Exists(Path.Combine(inner, "a")));
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Pointer_ToADirectoryThatIsNoRepository_ShowsNothing()
    {
        this.bench.Write("home/.ssh/id_rsa", "SECRET");
        this.bench.Write("workspace/.git", $"gitdir: {this.bench.Home}/.ssh\n");

        Assert.Equal("end\n", (await this.bench.RunAsync($"cat '{this.bench.Home}/.ssh/id_rsa' 2>/dev/null; echo end")).Output);
    }

    public void Dispose() => this.bench.Dispose();
}
