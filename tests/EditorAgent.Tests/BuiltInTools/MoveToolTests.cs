using EditorAgent.BuiltInTools.Files;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools;

public sealed class MoveToolTests : IDisposable
{
    private readonly ToolBench bench = new();

    private MoveTool Move => new(this.bench.Workspace, this.bench.Files, this.bench.Ledger);

    [Fact]
    public async Task Call_WhenTargetIsNew_MovesTheVeryFileAndItCanBeEditedThere()
    {
        this.bench.Directory.Write("a.txt", "text\n");
        await ToolBench.CallAsync(this.bench.Read, new { path = "a.txt" });
        var result = await ToolBench.CallAsync(this.Move, new { path = "a.txt", to = "new/deep/b.txt" });
        Assert.False(result.IsError, result.Text);
        Assert.Equal("text\n", this.bench.Directory.ReadText("new/deep/b.txt"));
        Assert.False(File.Exists(this.bench.Directory["a.txt"]));
        Assert.False((await ToolBench.CallAsync(this.bench.Edit, new { path = "new/deep/b.txt", edits = new[] { new { old_string = "text", new_string = "word" } } })).IsError);
    }

    [Theory]
    [InlineData("a.txt", "b.txt", "exists already")]
    [InlineData("none.txt", "c.txt", "does not exist")]
    [InlineData("a.txt", "a.txt", "exists already")]
    [InlineData("a.txt", "d", "is a directory")]
    [InlineData("d", "e", "is a directory")]
    [InlineData("a.txt", "../out.txt", "outside the workspace")]
    [InlineData("../out.txt", "c.txt", "outside the workspace")]
    [InlineData("a.txt", ".git/hooks/pre-commit", "git's own directory")]
    public async Task Plan_WhenItCannotBe_IsRefused(string path, string to, string reason)
    {
        this.bench.Directory.Write("a.txt", "a");
        this.bench.Directory.Write("b.txt", "b");
        Directory.CreateDirectory(this.bench.Directory["d"]);
        Assert.Contains(reason, Assert.IsType<ToolPlan.Refused>(await ToolBench.PlanAsync(this.Move, new { path, to })).Message);
    }

    [Theory]
    [InlineData("x.json", ".mcp.json")]
    [InlineData(".vscode/mcp.json", "x.json")]
    public async Task Plan_WhenEitherNameIsProtected_BothAreJudged(string path, string to)
    {
        this.bench.Directory.Write(path, "{}");
        var plan = Assert.IsType<ToolPlan.Ready>(await ToolBench.PlanAsync(this.Move, new { path, to }));
        var verdict = new PermissionPolicy([], PermissionMode.Yolo).Decide(new PermissionQuestion("move", plan.IsReadOnly, plan.Subjects));
        Assert.Equal(PermissionDecision.Ask, verdict.Decision);
        Assert.Contains(PermissionMarks.AgentConfiguration, verdict.Marks);
    }

    [Fact]
    public async Task Run_WhenTheSourceChangedMeanwhile_MovesNothing()
    {
        this.bench.Directory.Write("a.txt", "one");
        var plan = Assert.IsType<ToolPlan.Ready>(await ToolBench.PlanAsync(this.Move, new { path = "a.txt", to = "b.txt" }));
        this.bench.Directory.Write("a.txt", "two");
        Assert.True((await ToolBench.RunAsync(this.Move, plan)).IsError);
        Assert.Equal("two", this.bench.Directory.ReadText("a.txt"));
        Assert.False(File.Exists(this.bench.Directory["b.txt"]));
    }

    public void Dispose() => this.bench.Dispose();
}
