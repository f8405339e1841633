using System.Diagnostics;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.Security.Tests.Cells;

/// <summary>What this machine must be able to do for a cell.</summary>
internal static class CellMachine
{
    /// <summary>Names the cells that a machine need not have, as in <c>user+bwrap,user+none</c>. A cell that is not named and not there is a failure.</summary>
    public const string AbsentVariable = "EDITORAGENT_ATTACK_CELLS_ABSENT";

    public static bool IsExcused(Cell cell) =>
        (Environment.GetEnvironmentVariable(AbsentVariable) ?? "").Split(',', StringSplitOptions.TrimEntries).Contains(cell.Name);

    /// <summary>Why attacks cannot be run in this cell here, or null.</summary>
    public static async Task<string?> ObstacleAsync(Cell cell, string emptyFile)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "the attack suite runs on Linux";
        }

        if (Environment.UserName != "root")
        {
            return "only root can become the other users of the matrix";
        }

        foreach (var tool in new[] { "/usr/bin/setpriv", "/usr/bin/unshare", "/bin/bash", "/usr/bin/git", "/usr/bin/rg", "/usr/bin/bwrap" })
        {
            if (!File.Exists(tool))
            {
                return $"{tool} is not installed";
            }
        }

        string[] probe = cell.HasSandbox
            ? ["/usr/bin/bwrap", "--ro-bind", "/", "/", "--unshare-all", "--proc", "/proc", "--dev", "/dev", "/bin/true"]
            : ["/bin/bash", "-c", "! bwrap --version"];
        var (code, output) = await RunAsync([.. cell.Prefix(emptyFile), .. probe], "/", new Dictionary<string, string>());
        return code == 0 ? null : $"{string.Join(' ', probe)} ended with {code}: {output.Trim()}";
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        IReadOnlyList<string> command, string directory, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Limits.Hang);
        return (process.ExitCode, await output + await errors);
    }
}
