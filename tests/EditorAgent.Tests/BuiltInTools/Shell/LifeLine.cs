using System.Diagnostics;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Shell;

/// <summary>
/// A named pipe that a command and all its descendants hold open: reading it comes to an end when, and only when, the last of them is dead.
/// </summary>
internal sealed class LifeLine : IDisposable
{
    private readonly string path;
    private readonly Task<StreamReader> reader;

    private LifeLine(string path)
    {
        this.path = path;

        // Opening waits for a writer.
        this.reader = Task.Run(() => new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1)));
    }

    /// <summary>What a bash command begins with to hold the line; descriptor 9 passes to everything it starts.</summary>
    public string Hold => $"exec 9>{this.path}; echo alive >&9; ";

    public static async Task<LifeLine> MakeAsync(string directory)
    {
        var path = Path.Combine(directory, "life-" + Guid.NewGuid().ToString("N")[..8]);
        using var made = Process.Start("mkfifo", [path]);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new LifeLine(path);
    }

    /// <summary>Returns when the command has said that it is alive.</summary>
    public async Task BeginsAsync() => Assert.Equal("alive", await (await this.reader).ReadLineAsync(TestContext.Current.CancellationToken));

    /// <summary>Returns when everybody who held the line is dead; a test that waits in vain fails at its time limit.</summary>
    public async Task EndsAsync() => Assert.Equal("", await (await this.reader).ReadToEndAsync(TestContext.Current.CancellationToken));

    public void Dispose()
    {
        if (this.reader.IsCompletedSuccessfully)
        {
            this.reader.Result.Dispose();
        }
    }
}
