using EditorAgent.BuiltInTools;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Tools;

public sealed class CallExplainerTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => this.directory.Dispose();

    [Fact]
    public async Task ExplainAsync_OfACommand_NamesTheRuleWithFileAndLine()
    {
        var explained = Assert.IsType<CallExplanation.Explained>(await this.ExplainAsync("shell", "git push origin", ("deny", "shell(git push)")));

        var rule = Assert.IsType<DecisionSource.Rule>(explained.Judged.Verdict.Source);
        Assert.Equal((PermissionDecision.Deny, "shell(git push)", "/home/u/config.toml:7"), (rule.Decision, rule.Pattern, rule.Origin.ToString()));
        Assert.Contains("Remove or narrow that rule (/home/u/config.toml:7)", explained.Judged.Change, StringComparison.Ordinal);
        Assert.Contains(PermissionMarks.NotSandboxed, explained.Judged.Verdict.Marks);
    }

    [Theory]
    [InlineData("edit", "src/App.csproj", "pattern = \"edit(src/App.csproj)\"")]
    [InlineData("EDIT", "src/a.cs", "Or use accept-edits mode")]
    [InlineData("shell", "ls", "working sandbox")]
    [InlineData("mcp__db__query", "{\"sql\":\"select 1\"}", "pattern = \"mcp__db__query\"")]
    [InlineData("fetch", "https://a.com/x?q=1", "pattern = \"fetch(https://a.com/x)\"")]
    public async Task ExplainAsync_WhenNoRuleSpeaksOfTheCall_SaysWhatWouldAllowIt(string tool, string call, string hint)
    {
        var explained = Assert.IsType<CallExplanation.Explained>(await this.ExplainAsync(tool, call));

        Assert.Equal(PermissionDecision.Ask, explained.Judged.Verdict.Decision);
        Assert.Contains(hint, explained.Judged.Change, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", "x", "There is no tool \"nothing\"")]
    [InlineData("write", "{\"path\":\"a\"}", "content")]
    [InlineData("write", "{\"path\":1,\"path\":2}", "Not a call")]
    public async Task ExplainAsync_WhenItIsNoCall_SaysWhatIsWrong(string tool, string call, string hint) =>
        Assert.Contains(hint, Assert.IsType<CallExplanation.Unknown>(await this.ExplainAsync(tool, call)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task ExplainAsync_WhenTheToolRefuses_SaysSo() => Assert.IsType<CallExplanation.Refused>(await this.ExplainAsync("edit", "../x"));

    private Task<CallExplanation> ExplainAsync(string tool, string call, params (string Decision, string Pattern)[] rules)
    {
        var workspace = new Workspace(this.directory.Path, [], []);
        var origin = new ConfigurationOrigin(ConfigurationLayer.User, "/home/u/config.toml", 7);
        var policy = new PermissionPolicy([.. rules.Select(rule => new PermissionRuleEntry(rule.Decision, rule.Pattern, null, origin))], PermissionMode.Ask);
        var tools = new ToolCatalog(BuiltInToolSet.Create(workspace, new DiskWorkspaceFiles(), Sandbox.Absent("test")));
        return new CallExplainer(tools, workspace, policy).ExplainAsync(tool, call, TestContext.Current.CancellationToken);
    }
}
