using System.Diagnostics;
using System.Text;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.LanguageServer;

/// <summary>The language server lives no longer than it is wanted. Its stdin stays open all the time.</summary>
public sealed class LspProcessTests : IDisposable
{
    private const string Initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}""";
    private const string Shutdown = """{"jsonrpc":"2.0","id":2,"method":"shutdown"}""";
    private const string Exit = """{"jsonrpc":"2.0","method":"exit"}""";

    private readonly AgentFolders folders = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exit_AfterShutdown_EndsTheProcessWithSuccess()
    {
        await using var agent = await AgentProcess.StartAsync(this.folders, "lsp", "--stdio");
        await GreetAsync(agent);

        await SendAsync(agent, Shutdown);
        await SendAsync(agent, Exit);
        var result = await agent.WaitForEndAsync();

        Assert.True(result is { ExitCode: 0, Stderr: "" }, result.ToString());
    }

    [Fact]
    public async Task Exit_WithoutShutdown_EndsTheProcessWithALineAndAFailure()
    {
        await using var agent = await AgentProcess.StartAsync(this.folders, "lsp");
        await GreetAsync(agent);

        await SendAsync(agent, Exit);
        var result = await agent.WaitForEndAsync();

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal("editor-agent: The LSP connection was ended: exit came without shutdown before it.\n", result.Stderr);
    }

    /// <summary>Not by SIGINT, which whatever a script starts in its background ignores from the beginning.</summary>
    [Fact]
    public async Task Signal_ToTerminate_EndsTheProcess()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs the signals of POSIX");
        await using var agent = await AgentProcess.StartAsync(this.folders, "lsp");
        await GreetAsync(agent);

        using var kill = Process.Start("kill", ["-s", "TERM", $"{agent.Id}"]);
        var result = await agent.WaitForEndAsync();

        Assert.True(result is { ExitCode: 0, Stderr: "" }, result.ToString());
    }

    [Fact]
    public async Task Editor_NamedByTheCommandLineAndGone_EndsTheProcessWithALine()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs cat");
        using var editor = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true })!;
        await using var agent = await AgentProcess.StartAsync(this.folders, "lsp", $"--clientProcessId={editor.Id}", "--stdio");
        await GreetAsync(agent);

        editor.StandardInput.Close();
        var result = await agent.WaitForEndAsync();

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal($"editor-agent: The LSP connection was ended: the editor's process {editor.Id} is gone.\n", result.Stderr);
    }

    /// <summary>Nothing is written: the pipe itself tells.</summary>
    [Theory]
    [InlineData("lsp", "LSP")]
    [InlineData("acp", "ACP")]
    public async Task Stdout_ThatNobodyReads_EndsTheProcessWithALine(string verb, string protocol)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a closed pipe tells only when it is written there");
        await using var agent = await AgentProcess.StartAsync(this.folders, verb);

        agent.Output.Close();
        var result = await agent.WaitForEndAsync();

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal($"editor-agent: The {protocol} connection was ended: nobody reads its stdout any more.\n", result.Stderr);
    }

    public void Dispose() => this.folders.Dispose();

    private static async Task GreetAsync(AgentProcess agent)
    {
        await SendAsync(agent, Initialize);
        Assert.StartsWith("Content-Length: ", await agent.Output.ReadLineAsync(Token).AsTask().WaitAsync(Limits.Hang, Token), StringComparison.Ordinal);
    }

    private static async Task SendAsync(AgentProcess agent, string body)
    {
        await agent.Input.WriteAsync($"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}".AsMemory(), Token);
        await agent.Input.FlushAsync(Token);
    }
}
