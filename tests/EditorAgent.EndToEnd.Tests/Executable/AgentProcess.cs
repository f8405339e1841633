using System.Diagnostics;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Executable;

/// <summary>One run of the executable, without a terminal. Ends with its owner, at the latest.</summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> errors;

    private AgentProcess(Process process)
    {
        this.process = process;
        this.errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    public int Id => this.process.Id;

    public StreamReader Output => this.process.StandardOutput;

    public StreamWriter Input => this.process.StandardInput;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts the executable in the workspace; its standard input stays open.</summary>
    public static async Task<AgentProcess> StartAsync(AgentFolders folders, params string[] arguments) =>
        Start(await PublishedExecutable.PathAsync(), folders, arguments);

    /// <summary>Runs the executable in the workspace to its end, with nothing to read on its standard input.</summary>
    public static async Task<AgentResult> RunAsync(AgentFolders folders, params string[] arguments) =>
        await RunExecutableAsync(await PublishedExecutable.PathAsync(), folders, arguments);

    public static async Task<AgentResult> RunExecutableAsync(string executable, AgentFolders folders, params string[] arguments)
    {
        await using var agent = Start(executable, folders, arguments);
        agent.Input.Close();
        var output = await agent.Output.ReadToEndAsync(Token).WaitAsync(Limits.Hang, Token);
        return await agent.WaitForEndAsync(output);
    }

    /// <summary>Waits until the process has ended by itself.</summary>
    /// <param name="output">What the caller has read of its standard output.</param>
    public async Task<AgentResult> WaitForEndAsync(string output = "")
    {
        await this.process.WaitForExitAsync(Token).WaitAsync(Limits.Hang, Token);
        return new AgentResult(this.process.ExitCode, output, await this.errors.WaitAsync(Limits.Hang, Token));
    }

    /// <summary>SIGKILL: no handler, no flush, no goodbye. Only to this process; what it started must end without help.</summary>
    public async Task KillAsync()
    {
        this.process.Kill();
        await this.process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!this.process.HasExited)
        {
            this.process.Kill(entireProcessTree: true);
            await this.process.WaitForExitAsync(CancellationToken.None);
        }

        this.process.Dispose();
    }

    /// <summary>Starts any command in the workspace of these folders, with their environment and nothing else.</summary>
    public static AgentProcess Start(string executable, AgentFolders folders, string[] arguments)
    {
        var start = new ProcessStartInfo(executable, arguments)
        {
            WorkingDirectory = folders.Workspace,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in folders.Environment)
        {
            start.Environment[name] = value;
        }

        return new AgentProcess(Process.Start(start)!);
    }
}
