using Xunit;

namespace EditorAgent.EndToEnd.Tests.Mcp.Verb;

/// <summary><c>mcp-config import</c> of the files of four programs, as those programs write them.</summary>
public sealed class ImportTests : IDisposable
{
    private const string Secret = "sk-live-1234567890abcdef1234567890";

    private readonly VerbRun verb = new();

    [Fact]
    public async Task Import_FromEachProgram_WritesServersThatStartAndKeepsSecretsOutOfTheFile()
    {
        var packages = await McpPackages.OpenAsync();
        var (node, everything) = (packages.Node, packages.Everything);
        await this.verb.WriteAsync(Path.Combine(this.verb.UserHome, ".kimi-code", "mcp.json"), new { mcpServers = new { kimi_ev = new { command = node, args = new[] { everything, "stdio" }, startupTimeoutMs = 60_000 } } });
        await this.verb.WriteAsync(this.verb.Folders.WorkFile(".mcp.json"), new { mcpServers = new { claude_ev = new { type = "stdio", command = node, args = new[] { everything, "stdio" }, env = new { API_KEY = Secret } } } });
        await this.verb.WriteAsync(
            this.verb.Folders.WorkFile(".vscode/mcp.json"),
            $$"""
            {
              // comments are theirs
              "inputs": [{"type": "promptString", "id": "folder", "description": "Which folder?", "password": false}],
              "servers": {"code_files": {"command": "{{node}}", "args": ["{{packages.Filesystem}}", "${input:folder}"]},},
            }
            """);
        await this.verb.WriteAsync(Path.Combine(this.verb.UserHome, ".cursor", "mcp.json"), new { mcpServers = new { cursor_web = new { url = "https://127.0.0.1:1/mcp", headers = new { Authorization = $"Bearer {Secret}" }, autoApprove = new[] { "*" } } } });

        var shown = await this.verb.SucceedAsync("import", "claude");
        Assert.Contains("Nothing was written. Take over one with: editor-agent mcp-config import claude NAME", shown, StringComparison.Ordinal);
        Assert.False(File.Exists(this.verb.McpFile));
        Assert.Contains("There is no server other to take over; nothing was changed. There are: claude_ev", await this.verb.RefuseAsync(2, "import", "claude", "other"), StringComparison.Ordinal);

        var taken = await this.verb.SucceedAsync("import", "kimi", "--all")
            + await this.verb.SucceedAsync("import", "claude", "claude_ev")
            + await this.verb.SucceedAsync("import", "vscode", "--all")
            + await this.verb.SucceedAsync("import", "cursor", "--all");

        Assert.Equal(4, taken.Split('\n').Count(line => line.StartsWith("+ ", StringComparison.Ordinal)));
        Assert.Contains("env API_KEY is kept with your secrets, not in the file", taken, StringComparison.Ordinal);
        Assert.Contains("autoApprove is not taken over", taken, StringComparison.Ordinal);
        var file = await File.ReadAllTextAsync(this.verb.McpFile, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Secret, taken + file, StringComparison.Ordinal);

        Assert.Contains("kimi_ev: connected in", await this.verb.SucceedAsync("test", "kimi_ev"), StringComparison.Ordinal);
        Assert.Contains("claude_ev: connected in", await this.verb.SucceedAsync("test", "claude_ev"), StringComparison.Ordinal);
        Assert.True((await this.verb.PipeAsync(this.verb.Folders.Workspace, "edit", "code_files", "--input", "folder")).ExitCode == 0);
        Assert.Contains("code_files: connected in", await this.verb.SucceedAsync("test", "code_files"), StringComparison.Ordinal);
        Assert.Contains("cursor_web: failed", (await this.verb.RunAsync("test", "cursor_web")).Stdout, StringComparison.Ordinal);

        var again = await this.verb.RunAsync("import", "kimi", "--all");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("- kimi_ev", again.Stdout, StringComparison.Ordinal);
        Assert.Contains("There is a server kimi_ev already.", again.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WhenThereIsNothingOrItIsBroken_SaysWhereItLooked()
    {
        var none = await this.verb.SucceedAsync("import", "cursor");
        Assert.Contains($"There are no servers to take over. Looked in:\n  {this.verb.Folders.WorkFile(".cursor/mcp.json")}\n", none, StringComparison.Ordinal);

        await this.verb.WriteAsync(this.verb.Folders.WorkFile(".cursor/mcp.json"), "{ broken");
        Assert.Contains("is left out: it is no valid JSON.", await this.verb.SucceedAsync("import", "cursor", "--all"), StringComparison.Ordinal);
    }

    public void Dispose() => this.verb.Dispose();
}
