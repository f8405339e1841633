using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Packages;

/// <summary>The three scripts, and a home with one session and a workspace with something to name.</summary>
public sealed class CompletionScripts : IAsyncLifetime
{
    internal AgentFolders Folders { get; } = new();

    public static bool IsInstalled(string shell) => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, shell)));

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(this.Folders.WorkFile("place with space"));
        Directory.CreateDirectory(Path.Combine(this.Folders.Home, "sessions", "2026", "20260102-ab"));
        await File.WriteAllTextAsync(this.Folders.WorkFile("schema.json"), "{}");
        foreach (var shell in new[] { "bash", "zsh", "fish" })
        {
            var script = await AgentProcess.RunAsync(this.Folders, "completion", shell);
            Assert.True(script is { ExitCode: 0, Stderr: "" }, script.ToString());
            await File.WriteAllTextAsync(this.ScriptOf(shell), script.Stdout);
        }
    }

    /// <param name="shell">Its name; found as the tests find it.</param>
    /// <param name="path">What the shell itself finds; null for what the tests find.</param>
    internal async Task<AgentResult> RunAsync(string shell, string[] arguments, string? path = null)
    {
        var found = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, shell)).First(File.Exists);
        this.Folders.Environment["SCRIPT"] = this.ScriptOf(shell);
        this.Folders.Environment["PATH"] = path ?? Environment.GetEnvironmentVariable("PATH")!;
        this.Folders.Environment["TERM"] = "dumb";
        return await AgentProcess.RunExecutableAsync(found, this.Folders, arguments);
    }

    public ValueTask DisposeAsync()
    {
        this.Folders.Dispose();
        return ValueTask.CompletedTask;
    }

    private string ScriptOf(string shell) => Path.Combine(this.Folders.Home, $"completion.{shell}");
}
