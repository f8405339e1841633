using System.Text.Json;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Mcp.Verb;

/// <summary><c>mcp-config</c> as a newcomer types it, in folders of their own: a user's, a workspace, and a home in which other programs keep their files.</summary>
internal sealed class VerbRun : IDisposable
{
    public VerbRun()
    {
        Directory.CreateDirectory(this.UserHome);
        this.Folders.Environment["HOME"] = this.UserHome;
        this.Folders.Environment.Remove("XDG_CONFIG_HOME");
        this.Folders.Environment.Remove("KIMI_CODE_HOME");
    }

    public AgentFolders Folders { get; } = new();

    /// <summary>Where other programs keep their files.</summary>
    public string UserHome => Path.Combine(this.Folders.Home, "user");

    public string McpFile => Path.Combine(this.Folders.Home, "mcp.json");

    public string WorkspaceFile => this.Folders.WorkFile(".editoragent/mcp.json");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Its standard output, after it has ended well and said nothing else.</summary>
    public async Task<string> SucceedAsync(params string[] arguments)
    {
        var result = await this.RunAsync(arguments);
        Assert.True(result.ExitCode == 0 && result.Stderr.Length == 0, $"{string.Join(' ', arguments)}: {result}");
        return result.Stdout;
    }

    /// <summary>What is refused is refused in one line, whoever reads it.</summary>
    public async Task<string> RefuseAsync(int exitCode, params string[] arguments)
    {
        var result = await this.RunAsync(arguments);
        Assert.True(result.ExitCode == exitCode, $"{string.Join(' ', arguments)}: {result}");
        var line = Assert.Single(result.ErrorLines);
        Assert.StartsWith("editor-agent: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        return result.Stdout + line;
    }

    public Task<AgentResult> RunAsync(params string[] arguments) => AgentProcess.RunAsync(this.Folders, ["mcp-config", .. arguments]);

    /// <param name="typed">What is piped in.</param>
    public async Task<AgentResult> PipeAsync(string typed, params string[] arguments)
    {
        await using var agent = await AgentProcess.StartAsync(this.Folders, ["mcp-config", .. arguments]);
        await agent.Input.WriteLineAsync(typed.AsMemory(), Token);
        agent.Input.Close();
        return await agent.WaitForEndAsync(await agent.Output.ReadToEndAsync(Token).WaitAsync(Limits.Hang, Token));
    }

    public async Task WriteAsync(string path, object content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, content as string ?? JsonSerializer.Serialize(content), Token);
    }

    public void Dispose() => this.Folders.Dispose();
}
