using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace EditorAgent.Tests.Shared;

/// <summary>A folder with a package.json and a lock file whose packages tests need. Installs them once, however many test processes ask.</summary>
internal sealed class NpmFolder
{
    private const string InstalledMark = "node_modules/.package-lock.json";
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(5);

    private NpmFolder(string path) => this.Path = path;

    public string Path { get; }

    /// <param name="name">A folder under <c>tests/</c>.</param>
    public static async Task<NpmFolder> OpenAsync(string name, CancellationToken cancellationToken)
    {
        var folder = new NpmFolder(System.IO.Path.Combine(TestsFolder(), name));
        if (folder.IsInstalled)
        {
            return folder;
        }

        await using var turn = await folder.WaitForTurnAsync(cancellationToken);
        if (!folder.IsInstalled)
        {
            var (exitCode, output) = await folder.ExecuteAsync(Npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], InstallLimit, cancellationToken);
            if (exitCode != 0)
            {
                throw new InvalidOperationException($"npm ci in {folder.Path} failed with {exitCode}; the tests that need it cannot run.\n{output}");
            }
        }

        return folder;
    }

    /// <summary>Runs node in the folder; standard output and error come back as one text.</summary>
    public Task<(int ExitCode, string Output)> NodeAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
        => this.ExecuteAsync("node", arguments, RunLimit, cancellationToken);

    private static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    // npm writes the mark last, so a broken installation has none.
    private bool IsInstalled
        => File.Exists(this.At(InstalledMark)) && File.GetLastWriteTimeUtc(this.At(InstalledMark)) >= File.GetLastWriteTimeUtc(this.At("package-lock.json"));

    private static string TestsFolder([CallerFilePath] string thisFile = "") => System.IO.Path.GetFullPath("..", System.IO.Path.GetDirectoryName(thisFile)!);

    private string At(string name) => System.IO.Path.Combine(this.Path, name);

    // The lock is held by an open file: the system lets go of it even when a test process is killed.
    private async Task<FileStream> WaitForTurnAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(InstallLimit);
        while (true)
        {
            try
            {
                return new FileStream(this.At(".install-lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
            }
        }
    }

    private async Task<(int ExitCode, string Output)> ExecuteAsync(string program, IEnumerable<string> arguments, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = this.Path,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException($"{program} was not found. These tests need Node.js 20 or newer with npm.");
        }

        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
