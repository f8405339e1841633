using EditorAgent.Core.Processes;
using System.Globalization;
using EditorAgent.BuiltInTools.Shell;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Shell;

public sealed class ShellToolTests(ShellWorkspace workspace) : IClassFixture<ShellWorkspace>
{
    private const int TimeLimit = 30_000;

    [Fact]
    public async Task Plan_OfAnyCommand_ShowsTheExactTextAndClaimsTheWorkspace()
    {
        const string command = "dotnet build && rm -rf out";

        var plan = Assert.IsType<ToolPlan.Ready>(await ToolRun.PlanAsync(workspace.Shell, new { command, description = "harmless" }, TestContext.Current.CancellationToken));

        Assert.Equal(command, plan.Command);
        Assert.Equal(new PermissionSubject.Command(command), plan.Subjects[0]);
        Assert.Equal([new ToolAccess.Exclusive()], plan.Accesses);
        Assert.False(plan.IsReadOnly);
        Assert.StartsWith(command, plan.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_WhenTheCommandHoldsNul_IsRefused() =>
        Assert.Contains("U+0000", Assert.IsType<ToolPlan.Refused>(await this.PlanAsync("echo \0")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("echo \u202edlrow")]
    [InlineData("echo a\rid")]
    [InlineData("echo \u001b[2K")]
    [InlineData("echo \u200b")]
    [InlineData("echo $HOME")]
    public async Task Plan_WhenTheCommandCannotBeTakenApart_IsNeverAllowedForGood(string command)
    {
        var plan = Assert.IsType<ToolPlan.Ready>(await this.PlanAsync(command));

        Assert.NotNull(plan.Execution!.Unreadable);
        Assert.False(plan.Execution.IsInAutoRunTable);
        Assert.True(plan.NeedsTrust);
        Assert.Empty(plan.OfferedGrants);
    }

    [Fact]
    public async Task Run_OfOneCommand_StartsItWithoutAShell() =>
        Assert.Contains("\n/usr/bin/cat\\u{0}/proc/self/cmdline\\u{0}", (await this.RunAsync("cat /proc/self/cmdline")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Run_OfAPipeline_GetsTheWordsThatWereRead() =>
        Assert.EndsWith("\na 'b' *\n", (await this.RunAsync("echo \"a 'b' *\" | cat && false || true")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Run_WhenItChangesTheDirectoryFirst_RunsThere()
    {
        Directory.CreateDirectory(Path.Combine(workspace.Root, "sub dir"));

        Assert.EndsWith($"\n{workspace.Root}/sub dir\n", (await this.RunAsync("cd 'sub dir' && pwd")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithBothOutputs_KeepsTheOrderInWhichTheyWereWritten()
    {
        var result = await this.RunAsync("echo one; echo two >&2; echo three; echo four >&2; pwd");

        Assert.False(result.IsError);
        Assert.StartsWith("exit code 0", result.Text, StringComparison.Ordinal);
        Assert.EndsWith($"one\ntwo\nthree\nfour\n{workspace.Root}\n", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenTheCommandFails_IsAnErrorWithItsCodeAndOutput()
    {
        var result = await this.RunAsync("echo broken >&2; exit 7");

        Assert.True(result.IsError);
        Assert.StartsWith("exit code 7", result.Text, StringComparison.Ordinal);
        Assert.EndsWith("broken\n", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfACommandThatBeginsWithADash_IsNotAnOptionOfBash() =>
        Assert.StartsWith("exit code 127", (await this.RunAsync("-i")).Text, StringComparison.Ordinal);

    [Fact(Timeout = TimeLimit)]
    public async Task Run_OfACommandThatReadsItsInput_FindsItClosed() =>
        Assert.EndsWith("\nend\n", (await this.RunAsync("cat; echo end")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Run_ShowsNoVariableOfOurs_ThatWasNotChosen()
    {
        Environment.SetEnvironmentVariable("EDITORAGENT_TEST_API_KEY", "secret-value");
        Environment.SetEnvironmentVariable("BASH_FUNC_ls%%", "() { echo hijacked; }");
        try
        {
            var result = await this.RunAsync("env; ls -d .; cat /proc/$PPID/environ | tr '\\0' '\\n' | grep -c secret-value");

            Assert.Contains("\nHOME=", result.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("EDITORAGENT_TEST_API_KEY", result.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("hijacked", result.Text, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("EDITORAGENT_TEST_API_KEY", null);
            Environment.SetEnvironmentVariable("BASH_FUNC_ls%%", null);
        }
    }

    [Fact]
    public async Task Run_WhenTheOutputIsLong_ShowsBothEndsAndKeepsTheWhole()
    {
        var result = await this.RunAsync("seq 1 20000; echo last");

        Assert.InRange(result.Text.Length, CommandOutput.TailLimit, CommandOutput.HeadLimit + CommandOutput.TailLimit + 300);
        Assert.Contains("\n1\n2\n3\n", result.Text, StringComparison.Ordinal);
        Assert.EndsWith("20000\nlast\n", result.Text, StringComparison.Ordinal);
        var whole = Assert.Single(Directory.GetFiles(workspace.Spill, "shell-*"));
        Assert.Contains(whole, result.Text, StringComparison.Ordinal);
        var expected = string.Concat(Enumerable.Range(1, 20_000).Select(number => number.ToString(CultureInfo.InvariantCulture) + "\n")) + "last\n";
        Assert.Equal(expected, await File.ReadAllTextAsync(whole, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Run_WhenACharacterArrivesInPieces_IsDecodedWhole() =>
        Assert.EndsWith("\n\u20ac\n", (await this.RunAsync("printf '\\xe2'; /bin/true; printf '\\x82'; /bin/true; printf '\\xac\\n'")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task Run_ReportsTheOutput_WhileItRuns()
    {
        var reports = new ToolRun.Reports();

        await ToolRun.RunAsync(workspace.Shell, new { command = "echo one; echo two" }, TestContext.Current.CancellationToken, reports);

        Assert.Equal("one\ntwo\n", string.Concat(reports.Texts));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Run_WhenTheTimeIsUp_SaysSoWithTheOutputSoFar()
    {
        var result = await ToolRun.RunAsync(
            workspace.Shell, new { command = "echo begun; sleep 1000; echo never", timeout_seconds = 1 }, TestContext.Current.CancellationToken);

        Assert.True(result.IsError);
        Assert.StartsWith("timed out after 1 s", result.Text, StringComparison.Ordinal);
        Assert.EndsWith("\nbegun\n", result.Text, StringComparison.Ordinal);
    }

    private ValueTask<ToolPlan> PlanAsync(string command) => ToolRun.PlanAsync(workspace.Shell, new { command }, TestContext.Current.CancellationToken);

    private Task<ToolResult> RunAsync(string command) => ToolRun.RunAsync(workspace.Shell, new { command }, TestContext.Current.CancellationToken);
}
