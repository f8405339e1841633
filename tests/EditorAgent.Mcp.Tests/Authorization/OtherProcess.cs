using System.Diagnostics;
using Xunit;

namespace EditorAgent.Mcp.Tests.Authorization;

/// <summary>This test program once more, for one call by a process of its own.</summary>
public sealed class OtherProcess
{
    private const string UrlVariable = "EDITORAGENT_TEST_LOGIN_URL";
    private const string FolderVariable = "EDITORAGENT_TEST_LOGIN_FOLDER";

    /// <returns>The exit code, and what was said when it is not 0.</returns>
    internal static async Task<(int ExitCode, string Output)> CallAsync(LoginBench user, CancellationToken cancellationToken)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "EditorAgent.Mcp.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(program, ["-explicit", "only", "-method", $"{typeof(OtherProcess).FullName}.{nameof(Call_WhenInAProcessOfItsOwn_GetsThrough)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[UrlVariable] = user.Server.Url!.AbsoluteUri;
        start.Environment[FolderVariable] = user.Folder;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken) + await errors;
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 && output.Contains("Total: 1", StringComparison.Ordinal) ? (0, "") : (process.ExitCode, output);
    }

    [Fact(Explicit = true)]
    public async Task Call_WhenInAProcessOfItsOwn_GetsThrough()
    {
        var url = Environment.GetEnvironmentVariable(UrlVariable);
        Assert.SkipWhen(url is null, "Started by other tests only.");
        using var bench = new LoginBench(new Uri(url!), folder: Environment.GetEnvironmentVariable(FolderVariable));
        Assert.StartsWith("200", await bench.CallAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
