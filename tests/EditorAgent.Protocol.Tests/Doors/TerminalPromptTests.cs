using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Host.Headless;
using Xunit;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class TerminalPromptTests
{
    private readonly StringWriter screen = new();

    [Theory]
    [InlineData("y\n", typeof(PermissionAnswer.AllowOnce))]
    [InlineData("s\n", typeof(PermissionAnswer.AllowForSession))]
    [InlineData("a\n", typeof(PermissionAnswer.AllowAlways))]
    [InlineData("n\n", typeof(PermissionAnswer.Reject))]
    [InlineData("q\n", typeof(PermissionAnswer.Cancelled))]
    [InlineData("", typeof(PermissionAnswer.Cancelled))]
    [InlineData("yes please\nallow\nn\n", typeof(PermissionAnswer.Reject))]
    public async Task Ask_WhenALetterIsTyped_IsThatAnswer(string typed, Type answer) =>
        Assert.IsType(answer, await this.AskAsync("dotnet test", isSandboxed: true, typed));

    [Fact]
    public async Task Ask_WhenTheCommandIsEdited_CarriesTheWholeArguments()
    {
        var answer = Assert.IsType<PermissionAnswer.AllowEdited>(await this.AskAsync("dotnet test", isSandboxed: true, "e\n\ne\ndotnet build\n"));
        Assert.Equal("""{"command":"dotnet build","timeout_seconds":5}""", answer.ArgumentsJson);
    }

    [Fact]
    public async Task Ask_WhenNothingKeepsItIn_SaysSoAndOffersNothingThatLasts()
    {
        Assert.IsType<PermissionAnswer.Reject>(await this.AskAsync("dotnet test", isSandboxed: false, "s\na\nn\n"));
        Assert.Contains("NOT sandboxed", this.screen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("[a]", this.screen.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo a\u001b[2Jb", "\\u{1b}[2Jb")]
    [InlineData("echo a\u202eb", "\\u{202e}")]
    [InlineData("echo a\rtouch C", "\\u{d}touch C")]
    public async Task Ask_WhenTheCommandDeceives_ShowsNumbersAndOffersNothingThatLasts(string command, string shown)
    {
        await this.AskAsync(command, isSandboxed: true, "n\n");
        Assert.Contains(shown, this.screen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("[a]", this.screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_WhenTheCommandIsLong_ShowsHeadAndTailAndOffersNothingThatLasts()
    {
        await this.AskAsync($"echo {new string('x', 10_000)}; touch C", isSandboxed: true, "n\n");
        Assert.Contains(" of 10,014 characters left out", this.screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("; touch C", this.screen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("[a]", this.screen.ToString(), StringComparison.Ordinal);
    }

    private async Task<PermissionAnswer> AskAsync(string command, bool isSandboxed, string typed)
    {
        var plan = new ToolPlan.Ready
        {
            Title = command,
            Kind = ToolKind.Execute,
            IsReadOnly = false,
            Command = command,
            Execution = new Execution { Kind = "dotnet test", IsSandboxed = isSandboxed },
            OfferedGrants = [new PermissionGrant("shell(=dotnet test)")],
            EditableArguments = ["command"],
        };
        ImmutableArray<string> marks = isSandboxed ? [] : [PermissionMarks.NotSandboxed];
        var request = new PermissionRequest(new ToolCallId("c"), "shell", """{"command":"x","timeout_seconds":5}""", plan, "no rule allows it", "hash")
        {
            Id = "ask_1",
            Marks = marks,
            Text = ApprovalText.Of("shell", plan, "no rule allows it", marks),
        };
        await using var transcript = new Transcript(TextWriter.Null, this.screen);
        return await new TerminalPrompt(transcript, new StringReader(typed)).AskAsync(request, TestContext.Current.CancellationToken);
    }
}
