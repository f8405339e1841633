using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Mcp.Verb;

/// <summary><c>mcp-config trust</c> and <c>audit</c>.</summary>
public sealed class TrustingTests : IDisposable
{
    private readonly VerbRun verb = new();

    [Fact]
    public async Task WorkspaceServer_StartsOnlyAsApprovedAndAsksAgainWithTheDifference()
    {
        var packages = await McpPackages.OpenAsync();
        await this.DeclareAsync(packages, "stdio");

        Assert.Contains("Nobody approved it yet.", await this.verb.SucceedAsync("list"), StringComparison.Ordinal);
        await this.DeniedAsync("Next: editor-agent mcp-config trust proj", "test", "proj");
        Assert.Contains("Nothing was sent. See: editor-agent mcp-config trust proj", await this.verb.RefuseAsync(5, "login", "proj"), StringComparison.Ordinal);
        var asked = await this.verb.RefuseAsync(5, "trust", "proj");
        Assert.Contains($"    argument: {packages.Everything}\n    argument: stdio\n", asked, StringComparison.Ordinal);
        Assert.Contains("proj stays unapproved; nothing was changed.", asked, StringComparison.Ordinal);

        Assert.Contains("editor-agent trust grant", await this.verb.SucceedAsync("trust", "proj", "--yes"), StringComparison.Ordinal);
        await this.DeniedAsync("Next: editor-agent trust status", "test", "proj");
        Assert.Contains("waits for this folder to be trusted", await this.verb.SucceedAsync("list"), StringComparison.Ordinal);
        await this.verb.Folders.TrustAsync();
        Assert.Contains("proj: connected in", await this.verb.SucceedAsync("test", "proj"), StringComparison.Ordinal);

        await this.DeclareAsync(packages, "stdio", "--more");
        await this.verb.Folders.TrustAsync();
        Assert.Contains("It changed since you approved it.", await this.verb.SucceedAsync("list"), StringComparison.Ordinal);
        await this.DeniedAsync("needs trust", "test", "proj");
        asked = await this.verb.RefuseAsync(5, "trust", "proj");
        Assert.Contains("changed since you approved it:\n    + argument: --more\n", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("argument: stdio", asked, StringComparison.Ordinal);
        await this.verb.SucceedAsync("trust", "proj", "--yes");
        Assert.Contains("proj: connected in", await this.verb.SucceedAsync("test", "proj"), StringComparison.Ordinal);

        await this.verb.SucceedAsync("trust", "proj", "--revoke");
        await this.DeniedAsync("needs trust", "test", "proj");
    }

    /// <summary>What the user writes by the verb is their own word, for the server and for the folder.</summary>
    [Fact]
    public async Task AddToTheWorkspace_WhenTheFolderIsTrusted_NeedsNoFurtherApproval()
    {
        var packages = await McpPackages.OpenAsync();
        await this.verb.Folders.TrustAsync();

        await this.verb.SucceedAsync("add", "proj", "--workspace", "--", packages.Node, packages.Everything, "stdio");

        Assert.Contains("proj: connected in", await this.verb.SucceedAsync("test", "proj"), StringComparison.Ordinal);
        await this.verb.SucceedAsync("remove", "proj");
        await this.DeclareAsync(packages, "stdio");
        Assert.Contains("Nobody approved it yet.", await this.verb.SucceedAsync("list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_AfterCalls_ShowsThemAndNoticesWhatWasChanged()
    {
        var packages = await McpPackages.OpenAsync();
        Assert.Equal("No calls are on record.", (await this.verb.SucceedAsync("audit")).Trim());
        await this.verb.SucceedAsync("add", "ev", "--", packages.Node, packages.Everything, "stdio");
        await using var model = await ScriptedServer.StartAsync("""
            turns:
              - answer:
                  calls: [{tool: mcp__ev__echo, arguments: {message: on record}}, {tool: mcp__ev__get-sum, arguments: {a: 1, b: 2}}]
              - answer: {text: done}
            """);
        this.verb.Folders.WithModel(model);
        var run = await AgentProcess.RunAsync(this.verb.Folders, "run", "--yes", "go");
        Assert.True(run.ExitCode == 0, run.ToString());

        var shown = await this.verb.SucceedAsync("audit", "--since", "2h", "--server", "ev");
        Assert.Matches(@"ev  echo  answered  \d+ ms  \d+ bytes  by ", shown);
        Assert.Contains("on record", shown, StringComparison.Ordinal);
        Assert.Equal("No call on record fits. All of them: editor-agent mcp-config audit", (await this.verb.SucceedAsync("audit", "--server", "other")).Trim());
        Assert.Equal("All 2 records are as they were written.", (await this.verb.SucceedAsync("audit", "verify")).Trim());
        Assert.Equal(2, (await this.verb.SucceedAsync("audit", "export")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        var file = Assert.Single(Directory.EnumerateFiles(Path.Combine(this.verb.Folders.Home, "mcp", "audit"), "*.jsonl"));
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("on record", "on rocord", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var verified = await this.verb.RunAsync("audit", "verify");
        Assert.Equal(1, verified.ExitCode);
        Assert.Contains("The record is damaged or was changed", verified.Stdout, StringComparison.Ordinal);
    }

    public void Dispose() => this.verb.Dispose();

    private Task DeclareAsync(McpPackages packages, params string[] arguments) => this.verb.WriteAsync(
        this.verb.WorkspaceFile,
        new { mcpServers = new { proj = new { command = packages.Node, args = (string[])[packages.Everything, .. arguments] } } });

    private async Task DeniedAsync(string says, params string[] arguments)
    {
        var result = await this.verb.RunAsync(arguments);
        Assert.True(result.ExitCode == 5, result.ToString());
        Assert.Contains(says, result.Stdout, StringComparison.Ordinal);
    }
}
