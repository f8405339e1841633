using EditorAgent.BuiltInTools.Files;
using EditorAgent.BuiltInTools.Guidance;
using EditorAgent.Core.Agent.Guidance;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Writing;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Workspaces;
using Xunit;
using static EditorAgent.Tests.Agent.ModelInMemory;

namespace EditorAgent.Tests.Agent.Guidance;

public sealed class SessionGuidanceTests : IDisposable
{
    private readonly TemporaryDirectory home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turn_WhenAFolderHasNotes_ReadsThemOnceBehindTheCall()
    {
        var model = new ModelInMemory(Calls(("read", """{"path":"src/deep/a.txt"}""")), Calls(("read", """{"path":"src/deep/b.txt"}""")), Says("done"));
        await using var fixture = await this.StartAsync(model);
        await WriteAsync(fixture, "src/AGENTS.md", "Outer.");
        await WriteAsync(fixture, "src/deep/AGENTS.md", "Inner.");
        await WriteAsync(fixture, "src/deep/a.txt", "a\n");
        await WriteAsync(fixture, "src/deep/b.txt", "b\n");

        await fixture.TurnAsync("go", Token);

        var second = model.Requests[1].Messages;
        Assert.IsType<Message.ToolResult>(second[^3]);
        Assert.StartsWith("For what lies in src. The project's notes for agents.", TextOf(second[^2]), StringComparison.Ordinal);
        Assert.Matches("^For what lies in src/deep\\. (.|\n)*\n\\[workspace ([0-9a-f]{8})\nInner.\n\\2\\]$", TextOf(second[^1]));
        Assert.Equal(second.Count + 2, model.Requests[2].Messages.Count);
        Assert.All(second.Index(), message => Assert.Same(message.Item, model.Requests[2].Messages[message.Index]));
        Assert.Equal(["src/AGENTS.md (of the workspace)", "src/deep/AGENTS.md (of the workspace)"], Told(fixture));
    }

    [Fact]
    public async Task Turn_WhenAResultShowsWhatThePlanCouldNotName_ReadsThatFoldersNotes()
    {
        var root = "";
        var find = new ToolInMemory("find", true, (_, _) => Task.FromResult(ToolResult.Success("it is in src/a.txt") with { Shown = [new ToolLocation(Path.Combine(root, "src", "a.txt"))] }));
        var model = new ModelInMemory(Calls(("find", "{}")), Says("done"));
        await using var fixture = await AgentFixture.StartAsync(model, [find]);
        root = fixture.WorkspaceRoot;
        await WriteAsync(fixture, "src/AGENTS.md", "Outer.");
        await WriteAsync(fixture, "src/a.txt", "a\n");

        await fixture.TurnAsync("go", Token);

        Assert.StartsWith("For what lies in src. The project's notes for agents.", TextOf(model.Requests[1].Messages[^1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Turn_AfterASessionWasOpenedAgain_DoesNotReadAFoldersNotesTwice()
    {
        await using var fixture = await this.StartAsync(new ModelInMemory(Calls(("read", """{"path":"src/a.txt"}""")), Says("done")));
        await WriteAsync(fixture, "src/AGENTS.md", "Outer.");
        await WriteAsync(fixture, "src/a.txt", "a\n");
        await fixture.TurnAsync("go", Token);

        var files = new DiskWorkspaceFiles();
        var again = await fixture.ReopenAsync(
            new ModelInMemory(Calls(("read", """{"path":"src/a.txt"}""")), Says("done")), [new ReadTool(new Workspace(fixture.WorkspaceRoot, [], []), files, new ReadLedger())]);
        await again.RunTurnAsync([new ContentPart.Text("on")], Token);

        Assert.Single(again.Session.ReadHistory(), happened => happened.Event is SessionEvent.InstructionsRead);
    }

    [Fact]
    public async Task Turn_WhenAFoldersNotesAreALink_SaysSoAndDoesNotFollow()
    {
        await using var fixture = await this.StartAsync(new ModelInMemory(Calls(("read", """{"path":"src/a.txt"}""")), Says("done")));
        await WriteAsync(fixture, "src/a.txt", "a\n");
        this.home.Write("notes.md", "outside");
        File.CreateSymbolicLink(Path.Combine(fixture.WorkspaceRoot, "src", "AGENTS.md"), this.home["notes.md"]);

        await fixture.TurnAsync("go", Token);

        Assert.DoesNotContain(fixture.Events, happened => happened is SessionEvent.InstructionsRead);
        Assert.Contains(fixture.Events, happened => happened is SessionEvent.Notice { Severity: NoticeSeverity.Warning, Description: "src/AGENTS.md is not read: it is a link." });
    }

    [Fact]
    public async Task Turn_WithTheUsersNotes_SendsThemFirstAndAsTheUsersWord()
    {
        var model = new ModelInMemory(Says("one"), Says("two"));
        await using var fixture = await this.StartAsync(model);
        var file = this.home.Write("AGENTS.md", "Answer in French.");

        await fixture.TurnAsync("go", Token);
        await fixture.TurnAsync("on", Token);

        Assert.Equal("My own notes for agents, for all my projects:\nAnswer in French.", TextOf(model.Requests[0].Messages[0]));
        Assert.Equal("go", TextOf(model.Requests[0].Messages[1]));
        Assert.False(fixture.Agent.Session.State.Taint.HasWorkspaceText);
        Assert.Equal([$"{file} (yours)"], Told(fixture));
        Assert.Single(fixture.Events, happened => happened is SessionEvent.InstructionsRead { IsOfUser: true });
    }

    [Fact]
    public async Task Turn_WithSkills_ListsThemOnceAndTheToolGivesTheBody()
    {
        var model = new ModelInMemory(Calls(("skill", """{"name":"deploy","args":"prod"}"""), ("skill", """{"name":"notes"}"""), ("skill", """{"name":"none"}""")), Says("done"));
        await using var fixture = await this.StartAsync(model);
        this.home.Write("skills/notes/SKILL.md", "---\ndescription: Takes notes\n---\nMy way.");
        await WriteAsync(fixture, ".agents/skills/deploy/SKILL.md", "---\ndescription: Deploys\n---\nDeploy to $1.");
        var asked = Assert.IsType<TrustCheck.Undecided>(await fixture.Agent.Trust.CheckAsync(Token));
        await fixture.Agent.Trust.GrantAsync(asked.Question, TrustDuration.Session, Token);

        await fixture.TurnAsync("go", Token);

        Assert.Matches("^Skills are (.|\n)*\n- notes: Takes notes\n(.|\n)*\n\\[workspace ([0-9a-f]{8})\n- deploy \\(takes args\\): Deploys\n\\3\\]$", TextOf(model.Requests[0].Messages[0]));
        var results = model.Requests[1].Messages.OfType<Message.ToolResult>().Select(result => string.Concat(result.Content.OfType<ContentPart.Text>().Select(part => part.Value))).ToList();
        Assert.Matches("^The skill deploy of the workspace(.|\n)*\\[workspace ([0-9a-f]{8})\nDeploy to prod.\n\\2\\]$", results[0]);
        Assert.Equal("The user's own skill notes. Follow it for this task:\n\nMy way.", results[1]);
        Assert.Contains("There is no skill \"none\"", results[2], StringComparison.Ordinal);
        Assert.Empty(fixture.Asked);
    }

    [Fact]
    public async Task Turn_BeforeTrust_TellsOnceWhatWaitsAndSendsNothingOfIt()
    {
        var model = new ModelInMemory(Says("one"), Says("two"));
        await using var fixture = await this.StartAsync(model);
        await WriteAsync(fixture, ".agents/skills/deploy/SKILL.md", "---\ndescription: Deploys\n---\nx");

        await fixture.TurnAsync("go", Token);
        await fixture.TurnAsync("on", Token);

        Assert.Equal("go", TextOf(Assert.Single(model.Requests[0].Messages)));
        Assert.Single(fixture.Events, happened => happened is SessionEvent.Notice { Severity: NoticeSeverity.Warning, Title: "About skills and commands" });
    }

    [Fact]
    public async Task Expand_OfPlan_ChangesTheModeAndKeepsWhatWasTyped()
    {
        await using var fixture = await this.StartAsync(new ModelInMemory());

        var prompt = await fixture.Agent.ExpandAsync([new ContentPart.Text("/plan a bridge"), new ContentPart.Text("attached")], Token);

        Assert.Equal(PermissionMode.Plan, fixture.Agent.Permissions.Mode);
        Assert.Equal(["/plan a bridge", "attached"], [((ContentPart.Text)prompt[0]).Value, ((ContentPart.Text)prompt[2]).Value]);
        Assert.Equal(PermissionMode.Plan, fixture.Agent.Session.State.Mode);
    }

    public void Dispose() => this.home.Dispose();

    private static string TextOf(Message message) => Assert.IsType<ContentPart.Text>(Assert.IsType<Message.User>(message).Content[0]).Value;

    private static IEnumerable<string?> Told(AgentFixture fixture) => fixture.Events
        .OfType<SessionEvent.Notice>().Where(notice => notice.Title == "Notes for agents were read").Select(notice => notice.Description);

    private static async Task WriteAsync(AgentFixture fixture, string relative, string text)
    {
        var file = Path.Combine(fixture.WorkspaceRoot, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, text, Token);
    }

    private async Task<AgentFixture> StartAsync(ModelInMemory model)
    {
        var places = new GuidancePlaces(this.home["AGENTS.md"], [this.home["skills"]], this.home["commands"]);
        var catalog = new Core.Tools.ToolCatalog([]);
        var fixture = await AgentFixture.StartAsync(model, [], catalog: catalog, guidance: (workspace, trust) =>
        {
            var library = new GuidanceLibrary(places, workspace, trust);
            catalog.Append([new ReadTool(workspace, new DiskWorkspaceFiles(), new ReadLedger()), new SkillTool(library)]);
            return library;
        });
        return fixture;
    }
}
