using EditorAgent.Core.Processes;
using Xunit;

namespace EditorAgent.Tests.Processes;

/// <summary>What a confined program can read and write.</summary>
public sealed class SandboxFileTests : IDisposable
{
    private readonly SandboxBench bench = new();

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Write_InTheWorkspace_ArrivesAndExitCodeAndOutputComeThrough()
    {
        var result = await this.bench.RunAsync("echo text > made.txt; echo out; echo error >&2; exit 7");

        Assert.Equal(7, result.Outcome.ExitCode);
        Assert.Equal("out\nerror\n", result.Output);
        Assert.Equal("text\n", await File.ReadAllTextAsync(Path.Combine(this.bench.Workspace, "made.txt"), TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Write_Outside_IsRefused()
    {
        var result = await this.bench.RunAsync(
            $"for f in '{this.bench.Outside}/a' /etc/editoragent-test /usr/editoragent-test '{this.bench.Home}/a' ~root/a /run/a /sys/a /proc/sys/kernel/core_pattern /proc/sysrq-trigger; do (: >> \"$f\") 2>/dev/null && echo \"wrote $f\"; done; ln -s /etc link; (echo x > link/editoragent-test) 2>/dev/null && echo link; echo end");

        Assert.Equal("end\n", result.Output);
        Assert.Empty(Directory.GetFileSystemEntries(this.bench.Outside));
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Read_OfTheHome_FindsNoSecretButTools()
    {
        this.bench.Write("home/.ssh/id_rsa", "SECRET");
        this.bench.Write("home/.aws/credentials", "SECRET");
        this.bench.Write("home/.config/gh/hosts.yml", "SECRET");
        this.bench.Write("home/.cargo/credentials.toml", "SECRET");
        this.bench.Write("home/.cargo/bin/tool", "tool");
        this.bench.Write("home/.nuget/NuGet/NuGet.Config", "<apikeys>SECRET</apikeys>");
        this.bench.Write("home/.nuget/packages/a/1.0.0/a.nupkg", "package");
        this.bench.Write("home/.dotnet/corefx/cryptography/x509stores/my/key.pfx", "SECRET");
        this.bench.Write("home/.dotnet/tools/tool", "tool");

        var result = await this.bench.RunAsync(
            $"cd '{this.bench.Home}'; grep -rs SECRET . ~ /etc/shadow; cat .editoragent/config.toml 2>/dev/null; cat .nuget/packages/a/1.0.0/a.nupkg; cat .cargo/bin/tool .dotnet/tools/tool; (echo x > .nuget/packages/new) 2>/dev/null && echo wrote; echo; [ \"$NUGET_PACKAGES\" = '{this.bench.Home}/.nuget/packages' ] && echo end");

        Assert.Equal("packagetooltool\nend\n", result.Output);
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Read_OfTheSpilledOutputs_WorksAndOfOtherSessionsDoesNot()
    {
        var spill = Path.GetDirectoryName(this.bench.Write("home/.editoragent/sessions/1/tool-results/a.txt", "whole output"))!;
        this.bench.Write("home/.editoragent/sessions/2/tool-results/a.txt", "SECRET");

        var result = await this.bench.RunAsync(
            $"cat '{spill}/a.txt'; (echo x > '{spill}/b') 2>/dev/null && echo wrote; cat '{this.bench.Agent}'/sessions/2/tool-results/a.txt 2>/dev/null; ls '{this.bench.Agent}'",
            confinement => confinement with { ReadableDirectories = [spill] });

        Assert.Equal("whole outputsessions\n", result.Output);
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Write_InAFurtherDirectory_ArrivesOnlyWhereItWasGiven()
    {
        var report = Directory.CreateTempSubdirectory("editoragent-tests-").FullName;
        var result = await this.bench.RunAsync($"echo x > '{report}/a'; echo x > /tmp/stays-inside; echo $TMPDIR $HOME; touch ~/a && echo end", confinement => confinement with { WritableDirectories = [report] });

        Assert.Equal("/tmp /tmp/h\nend\n", result.Output);
        Assert.True(File.Exists(Path.Combine(report, "a")));
        Assert.False(File.Exists("/tmp/stays-inside"));
        Directory.Delete(report, recursive: true);
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Write_WhenReadOnly_IsRefusedInTheWorkspaceToo()
    {
        this.bench.Write("workspace/a.txt", "a");
        var result = await this.bench.RunAsync("cat a.txt; (echo x > b.txt) 2>/dev/null || echo refused", confinement => confinement with { IsReadOnly = true });

        Assert.Equal("arefused\n", result.Output);
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Read_OfAPathThatARuleHides_FindsNothing()
    {
        this.bench.Write("workspace/.env", "SECRET");
        this.bench.Write("workspace/secrets/a", "SECRET");
        var result = await this.bench.RunAsync(
            "cat .env secrets/* 2>/dev/null; echo end", confinement => confinement with { HiddenPaths = [Path.Combine(this.bench.Workspace, ".env"), Path.Combine(this.bench.Workspace, "secrets"), "/nowhere"] });

        Assert.Equal("end\n", result.Output);
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Status_OfAWorkspaceThatHoldsTheHome_IsNoneWithTheReason()
    {
        var status = await this.bench.Sandbox.StatusAsync([this.bench.Root], TestContext.Current.CancellationToken);

        Assert.Equal(SandboxKind.None, status.Kind);
        Assert.Contains("holds the home directory", status.Reason, StringComparison.Ordinal);
    }

    public void Dispose() => this.bench.Dispose();
}
