using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Telemetry;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using Xunit;
using static EditorAgent.Tests.Sessions.Happenings;

namespace EditorAgent.Tests.Sessions;

public sealed class SessionMarkdownTests : IDisposable
{
    private readonly SessionFolder folder = new();
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public async Task Describe_OfATurn_TellsWhatWasSaidAndDone()
    {
        var text = await this.DescribeAsync(
            new SessionEvent.TitleChanged("Fix *it*"),
            new SessionEvent.TurnStarted(Turn),
            Says("please\nfix it"),
            Answers("I look.", "c1"),
            new SessionEvent.ToolCallPlanned(new("c1"), "edit", "Edit a.cs", ToolKind.Edit, "{}", "dotnet test", [], [new(new WorkspacePath("/w/a.cs", "a.cs"), "one\n", "two\n")]),
            new SessionEvent.PermissionDecided(new("c1"), PermissionDecision.Allow, "r", null) { Note = new DecisionNote("person", "allowed once by the user") },
            Starts("c1"),
            Ends("c1", "all ```green```"),
            Answers("Done."),
            new SessionEvent.PlanChanged([new PlanEntry("look", PlanEntryPriority.Low, PlanEntryStatus.Completed), new PlanEntry("fix", PlanEntryPriority.Low, PlanEntryStatus.Pending)]),
            new SessionEvent.TurnEnded(Turn, StopReason.Cancelled, null));

        Assert.StartsWith("# Fix \\*it\\*\n\nWorkspace /w, begun ", text, StringComparison.Ordinal);
        string[] inOrder =
        [
            "## You\n\n> please\n> fix it\n\n## Agent\n\nI look.\n\n**Edit a.cs** (read", "*allowed once by the user*\n\n```sh\ndotnet test\n```\n\n", "a.cs:\n\n```diff\n@@ -1,1 +1,1 @@\n-one\n+two\n```\n\n",
            "````text\nall ```green```\n````\n\nDone.\n\n*The turn ended: Cancelled.*\n\n", "## Plan\n\n- [x] look\n- [ ] fix\n",
        ];
        var at = 0;
        foreach (var part in inOrder)
        {
            var next = text.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(next >= 0, $"missing: {part}\nin: {text}");
            at = next + part.Length;
        }
    }

    [Fact]
    public async Task Describe_WhenTextsTryToSwallowTheRest_ContainsThem()
    {
        var text = await this.DescribeAsync(
            new SessionEvent.TurnStarted(Turn),
            Says("<!-- from here\n```"),
            Answers("<!--\n<script>\n~~~~ open\n``` still\n<b>inside</b>"),
            new SessionEvent.Notice(NoticeSeverity.Warning, "[x](javascript:1) <img>", null));

        Assert.Contains("> <!-- from here\n> ```\n\n## Agent", text, StringComparison.Ordinal);
        Assert.Contains("\\<!--\n\\<script>\n~~~~ open\n``` still\n<b>inside</b>\n~~~~\n\n", text, StringComparison.Ordinal);
        Assert.Contains("*\\[x\\](javascript:1) \\<img\\>*", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_WhenThereAreSecretsAndLongOutputs_ShowsNeither()
    {
        const string Key = "markdown-key-99cc";
        SecretMask.Learn(Key);
        var text = await this.DescribeAsync(
            new SessionEvent.TitleChanged(Key),
            Says(Key),
            Answers(Key, "c1"),
            new SessionEvent.ToolCallPlanned(new("c1"), "shell", Key, ToolKind.Execute, "{}", Key, [], [new(new WorkspacePath("/w/a", "a"), null, Key + "\n")]),
            new SessionEvent.PermissionDecided(new("c1"), PermissionDecision.Allow, Key, null),
            Ends("c1", Key + new string('x', 50_000) + Key),
            new SessionEvent.Notice(NoticeSeverity.Error, Key, Key));

        Assert.DoesNotContain(Key, text, StringComparison.Ordinal);
        Assert.Contains("characters left out", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 4_000, 6_000);
    }

    private async Task<string> DescribeAsync(params SessionEvent.Durable[] happenings)
    {
        await using var session = await this.folder.CreateAsync();
        foreach (var happened in happenings)
        {
            session.Append(happened);
        }

        await session.FlushAsync(Token);
        return this.folder.Store.Describe(session.Id);
    }
}
