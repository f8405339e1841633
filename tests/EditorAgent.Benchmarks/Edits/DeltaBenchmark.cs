using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using EditorAgent.Benchmarks.Loading;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn;
using EditorAgent.CodeIntelligence.Roslyn.Edits;
using EditorAgent.CodeIntelligence.Roslyn.Hosting;
using Microsoft.CodeAnalysis;

namespace EditorAgent.Benchmarks.Edits;

/// <summary>How long the diagnostics delta takes after an edit: the file is written, looked at again by the workspace, and compared.</summary>
internal static class DeltaBenchmark
{
    private const int Projects = 40;
    private const int FilesPerProject = 25;
    private const int Edits = 60;
    private const int SignatureEvery = 5;
    private const int Deadline = 10_000;

    /// <param name="output">For the table.</param>
    /// <param name="solution">Of a real repository, restored; its files are changed and put back. Null makes a synthetic one.</param>
    public static async Task<int> RunAsync(TextWriter output, string? solution)
    {
        var scratch = Directory.CreateTempSubdirectory("delta-benchmark-");
        try
        {
            var path = solution is null ? await LargeSolution.WriteAsync(scratch.FullName, Projects, FilesPerProject) : Path.GetFullPath(solution);
            await MeasureAsync(output, path);
            return 0;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task MeasureAsync(TextWriter output, string path)
    {
        var root = Path.GetDirectoryName(path)!;
        var since = DateTimeOffset.UtcNow;
        var loaded = await new SolutionLoader().LoadAsync(new LoadRequest(root) { Solution = path }, new Progress<LoadProgress>(), CancellationToken.None);
        await using var workspace = new CodeWorkspace(root, TimeProvider.System);
        await workspace.ApplyAsync(loaded, isTrusted: true, since, 0, CancellationToken.None);
        var snapshot = (await workspace.CurrentAsync(CancellationToken.None))!;
        var warmUp = Stopwatch.StartNew();
        await Parallel.ForEachAsync(snapshot.Solution.Projects, async (project, token) => (await project.GetCompilationAsync(token))!.GetDiagnostics(token));
        output.WriteLine($"{snapshot.Solution.ProjectIds.Count} legs, {snapshot.Solution.Projects.Sum(project => project.DocumentIds.Count)} documents; all diagnostics once: {warmUp.ElapsedMilliseconds} ms; {Environment.ProcessorCount} cores");

        var random = new Random(1);
        var delta = new DiagnosticsDelta(TimeProvider.System);
        var editable = snapshot.Solution.Projects.SelectMany(project => project.Documents)
            .Where(document => document.FilePath is { } file && file.StartsWith(root, StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(document => document.FilePath!).Distinct().Order(StringComparer.Ordinal).ToList();
        var (bodies, signatures) = (new List<double>(), new List<double>());
        for (var edit = 0; edit < Edits; edit++)
        {
            var isSignature = edit % SignatureEvery == SignatureEvery - 1;
            var (file, text, changed) = Pick(editable, random, edit, isSignature);
            (isSignature ? signatures : bodies).Add(await EditAsync(workspace, delta, file, text, changed));
            await EditAsync(workspace, delta, file, changed, text);
        }

        Write(output, "bodies", bodies);
        Write(output, "signatures, with dependants", signatures);
        Write(output, "all", [.. bodies, .. signatures]);
        output.WriteLine($"peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000} MB");
    }

    private static async Task<double> EditAsync(CodeWorkspace workspace, DiagnosticsDelta delta, string file, string old, string text)
    {
        await File.WriteAllTextAsync(file, text);
        var watch = Stopwatch.StartNew();
        CodeSnapshot snapshot = (await workspace.CurrentAsync(CancellationToken.None))!;
        var answer = await delta.AnswerAsync(new DeltaQuery([new WrittenFile(file, old, text)], Deadline), snapshot, CancellationToken.None);
        return answer.Text.Contains("pending", StringComparison.Ordinal) ? Deadline : watch.Elapsed.TotalMilliseconds;
    }

    private static (string File, string Text, string Changed) Pick(List<string> files, Random random, int number, bool isSignature)
    {
        while (true)
        {
            var file = files[random.Next(files.Count)];
            var text = File.ReadAllText(file);
            var at = isSignature ? text.LastIndexOf("\n}", StringComparison.Ordinal) : text.IndexOf("return ", StringComparison.Ordinal);
            if (at > 0)
            {
                return (file, text, text.Insert(at, isSignature ? $"\n    public static int Added{number}() => missing;\n" : $"string? added{number} = null; _ = added{number}.Length; "));
            }
        }
    }

    private static void Write(TextWriter output, string what, List<double> values) => output.WriteLine(
        $"{what}: {values.Count} edits, p50 {Statistics.Quantile(values, 0.5):0} ms, p90 {Statistics.Quantile(values, 0.9):0} ms, max {values.Max():0} ms");
}
