using System.Diagnostics;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Clients;

/// <summary>The sidecar lives no longer than the client that started it.</summary>
public sealed class ProcessLifeTests : IDisposable
{
    private const string Initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":1}}""";

    private readonly AgentFolders folders = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EndOfInput_WhenIdle_EndsTheProcessWithSuccess()
    {
        await using var agent = await AgentProcess.StartAsync(this.folders, "acp");
        await agent.Input.WriteLineAsync(Initialize.AsMemory(), Token);
        await agent.Input.FlushAsync(Token);
        var answer = await agent.Output.ReadLineAsync(Token).AsTask().WaitAsync(Limits.Hang, Token);

        agent.Input.Close();
        var result = await agent.WaitForEndAsync(await agent.Output.ReadToEndAsync(Token).WaitAsync(Limits.Hang, Token));

        Assert.Contains("protocolVersion", answer, StringComparison.Ordinal);
        Assert.True(result is { ExitCode: 0, Stdout: "", Stderr: "" }, result.ToString());
    }

    /// <summary>The agent's stdin never ends here: a process that nobody kills holds it open.</summary>
    [Fact]
    public async Task Parent_WhenKilledWhileStdinStaysOpen_TakesTheProcessWithIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs named pipes of a POSIX shell");
        var executable = await PublishedExecutable.PathAsync();
        this.folders.Environment["AGENT"] = executable;
        this.folders.Environment["INITIALIZE"] = Initialize;
        await File.WriteAllTextAsync(this.folders.WorkFile("client.sh"), """
            mkfifo in
            (printf '%s\n' "$INITIALIZE"; exec sleep 600) > in &
            holder=$!
            "$AGENT" acp < in &
            echo "$holder $!"
            wait
            """, Token);
        var start = new ProcessStartInfo("bash", ["client.sh"]) { WorkingDirectory = this.folders.Workspace, RedirectStandardOutput = true };
        foreach (var (name, value) in this.folders.Environment)
        {
            start.Environment[name] = value;
        }

        using var client = Process.Start(start)!;
        var ids = (await ReadLineAsync(client))!.Split(' ');
        using var holder = Process.GetProcessById(int.Parse(ids[0]));
        using var agent = Process.GetProcessById(int.Parse(ids[1]));
        try
        {
            Assert.Contains("protocolVersion", await ReadLineAsync(client), StringComparison.Ordinal);

            client.Kill();

            // Only the killed client and the agent hold the other end.
            await client.StandardOutput.ReadToEndAsync(Token).WaitAsync(Limits.Hang, Token);
            Assert.False(holder.HasExited);
        }
        finally
        {
            agent.Kill();
            holder.Kill();
        }
    }

    public void Dispose() => this.folders.Dispose();

    private static Task<string?> ReadLineAsync(Process process) => process.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(Limits.Hang, Token);
}
