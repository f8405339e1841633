using System.Diagnostics;
using System.Text.Json;
using EditorAgent.BuiltInTools.Search;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.Benchmarks;

/// <summary>The grep tool, called through the pipeline as a model calls it, against ripgrep, its process start included.</summary>
internal static class SearchBenchmark
{
    private const int Rounds = 15;
    private const double Budget = 2;

    public static async Task<int> RunAsync(TextWriter output)
    {
        using var tree = SearchTree.Create();
        var pipeline = PipelineOn(tree.Folder);
        output.WriteLine($"1,000 files, 100,000 lines, {Rounds} rounds in turn, median ms, caches warm");
        output.WriteLine();
        output.WriteLine("| pattern | ripgrep | grep tool | ratio | budget | |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var pattern in (string[])["NeedleInHaystack", @"Needle\w+Hay", "NeedleIn|StackIn", "invoice customer", @"[A-Z]\w{10,}", @"^\s*(public|static)\s"])
        {
            var (ours, theirs) = (new List<double>(), new List<double>());
            await OursAsync(pipeline, pattern);
            await TheirsAsync(tree.Folder, pattern);
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(await OursAsync(pipeline, pattern));
                theirs.Add(await TheirsAsync(tree.Folder, pattern));
            }

            var (tool, peer) = (Statistics.Quantile(ours, 0.5), Statistics.Quantile(theirs, 0.5));
            output.WriteLine($"| `{pattern.Replace("|", @"\|", StringComparison.Ordinal)}` | {peer:0.0} | {tool:0.0} | {tool / peer:0.00} | <= {Budget} | {(tool / peer <= Budget ? "holds" : "MISSED")} |");
        }

        return 0;
    }

    private static ToolPipeline PipelineOn(string folder) => new(
        new ToolCatalog([new GrepTool(new Workspace(folder, [], []))]),
        new StandingGrants(new PermissionPolicy([], PermissionMode.Ask), null, _ => throw new InvalidOperationException("nothing is granted here")),
        new ApprovalDesk(),
        new NobodyToAsk(),
        new OutputSpill(Path.Combine(folder, "spill"), int.MaxValue),
        new WorkspaceTrust(new TrustStore(Path.Combine(folder, "trust"), TimeProvider.System), new Workspace(folder, [], [])),
        TimeProvider.System,
        NullLogger.Instance);

    private static async Task<double> OursAsync(ToolPipeline pipeline, string pattern)
    {
        var arguments = $$"""{"pattern":{{JsonSerializer.Serialize(pattern)}},"limit":2000}""";
        var call = new AssistantPart.ToolCall(new ToolCallId("bench"), "bench", "grep", arguments);
        var started = Stopwatch.GetTimestamp();
        var planned = (PreparedToolCall.Planned)await pipeline.PrepareAsync(call, CancellationToken.None);
        var decision = await pipeline.DecideAsync(planned, new DecisionJournal((_, _) => ValueTask.CompletedTask, (_, _) => { }), CancellationToken.None);
        var result = await pipeline.RunAsync(((ToolCallDecision.Approved)decision).Call, new Progress<string>(), CancellationToken.None);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return result.IsError ? throw new InvalidOperationException(result.Text) : elapsed;
    }

    private static async Task<double> TheirsAsync(string folder, string pattern)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("rg", ["-n", "--heading", "--sort", "none", pattern, folder]) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private sealed class NobodyToAsk : IPermissionPrompt
    {
        public Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken) =>
            Task.FromResult<PermissionAnswer>(new PermissionAnswer.Cancelled());
    }
}
