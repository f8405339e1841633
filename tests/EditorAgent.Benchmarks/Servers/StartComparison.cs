using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace EditorAgent.Benchmarks.Servers;

/// <summary>
/// From the start of the product to its first request, without servers and with eight whose tools are known from an earlier time, in turn. Their
/// tools are in that request, and none of them is started.
/// </summary>
internal static class StartComparison
{
    private const int Servers = 8;
    private const int WarmUp = 3;
    private const int Rounds = 21;
    private const double Budget = 20;

    public static async Task<bool> RunAsync(TextWriter output)
    {
        var product = await Published.ProductAsync();
        using var workspace = BenchmarkWorkspace.Create(files: 5);
        await using var model = await InstantModel.StartAsync();
        var scratch = Directory.CreateTempSubdirectory("editoragent-mcp-start-");
        try
        {
            var starts = Path.Combine(scratch.FullName, "starts");
            var (without, with) = (Path.Combine(scratch.FullName, "without"), Path.Combine(scratch.FullName, "with"));
            await DeclareAsync(with, starts);
            for (var server = 0; server < Servers; server++)
            {
                await RememberAsync(product, with, NameOf(server), workspace.Folder);
            }

            // Getting to know a server may take more than one start of it.
            var known = File.ReadAllLines(starts).Length;
            List<double> plain = [], equipped = [], added = [];
            var late = 0;
            for (var round = 0; round < WarmUp + Rounds; round++)
            {
                var isFirst = round % 2 == 0;
                var first = await StartAsync(isFirst ? without : with, product, model, workspace.Folder);
                var second = await StartAsync(isFirst ? with : without, product, model, workspace.Folder);
                if (round >= WarmUp)
                {
                    var (bare, full) = isFirst ? (first, second) : (second, first);
                    plain.Add(bare.Took);
                    equipped.Add(full.Took);
                    added.Add(full.Took - bare.Took);
                    late += full.HasTools ? 0 : 1;
                }
            }

            if (known < Servers || File.ReadAllLines(starts).Length != known)
            {
                throw new InvalidOperationException("A server was started before anybody needed it.");
            }

            var more = Statistics.Quantile(added, 0.5);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| start with {Servers} remembered servers, ms | {Statistics.Quantile(plain, 0.5):0} | {Statistics.Quantile(equipped, 0.5):0} | {more:+0.0;-0.0} | <= +{Budget} | {(more <= Budget && late == 0 ? "holds" : "MISSED")} |"));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"({Rounds} starts of each; {late} first requests went out before the tools were known)"));
            return more <= Budget && late == 0;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static string NameOf(int server) => string.Create(CultureInfo.InvariantCulture, $"s{server}");

    /// <summary>Each is the echo server behind a shell that writes down that it was started.</summary>
    private static async Task DeclareAsync(string home, string starts)
    {
        Directory.CreateDirectory(home);
        var echo = ServerProgram.Own("echo", "echo");
        var servers = Enumerable.Range(0, Servers).ToDictionary(NameOf, server => new
        {
            command = "/bin/sh",
            args = (string[])["-c", "echo started >> \"$0\"; exec \"$@\"", starts, echo.Program, .. echo.Arguments, NameOf(server)],
        });
        await File.WriteAllTextAsync(Path.Combine(home, "mcp.json"), JsonSerializer.Serialize(new { mcpServers = servers }));
    }

    private static async Task RememberAsync(string product, string home, string server, string workspace)
    {
        var start = new ProcessStartInfo(product, ["mcp-config", "test", server, "--cwd", workspace]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Settle(start, home);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{server} cannot be reached: {said}{await errors}");
        }
    }

    /// <returns>Milliseconds, and whether the servers' tools were in the request.</returns>
    private static async Task<(double Took, bool HasTools)> StartAsync(string home, string product, InstantModel model, string workspace)
    {
        var subject = new Subject("editor-agent", (url, folder, _) =>
        {
            var start = new ProcessStartInfo(product, ["run", "Read the files.", "--cwd", folder])
            {
                Environment = { ["EDITORAGENT_BASE_URL"] = url, ["EDITORAGENT_API_KEY"] = "none", ["EDITORAGENT_MODEL"] = "instant" },
            };
            Settle(start, home);
            return start;
        });
        var took = (await subject.RunAsync(model, workspace, 1)).ColdStart;
        return (took, Enumerable.Range(0, Servers).All(server => model.FirstRequest.Contains($"mcp__{NameOf(server)}__echo", StringComparison.Ordinal)));
    }

    private static void Settle(ProcessStartInfo start, string home)
    {
        start.Environment["EDITORAGENT_HOME"] = home;
        start.Environment["EDITORAGENT_CACHE"] = Path.Combine(home, "cache");
    }
}
