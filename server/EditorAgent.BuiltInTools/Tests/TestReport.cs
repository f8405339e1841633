using EditorAgent.Core.Processes;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using EditorAgent.BuiltInTools.Shell;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;

namespace EditorAgent.BuiltInTools.Tests;

/// <summary>
/// What a model needs to know of a test run. Green is said only when tests ran, none failed and the program says so too; every other
/// end is an error, also "nothing ran", which <c>dotnet test</c> itself takes for success.
/// </summary>
internal sealed class TestReport(string root, OwnFrames frames)
{
    private const int MostFailures = 20;
    private const int MostBuildErrors = 20;
    private const int MostOfMessage = 800;
    private const int MostOfOutput = 2_000;

    /// <summary>Of Microsoft.Testing.Platform.</summary>
    private const int NothingMatched = 8;

    /// <param name="outcome">How the program ended.</param>
    /// <param name="output">What it wrote.</param>
    /// <param name="results">Where its reports are.</param>
    /// <param name="ran">Told the runs, one of each test assembly.</param>
    /// <param name="cancellationToken">Cancels the reading of sources.</param>
    public async Task<ToolResult> WriteAsync(ProcessOutcome outcome, string output, string results, Action<ImmutableArray<TestRun>> ran, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var runs = ReadRuns(results);
        var errors = BuildErrors.In(output, root);
        var summary = new TestRunSummary(runs.Sum(run => run.Passed), runs.Sum(run => run.Failures.Length), runs.Sum(run => run.Skipped));
        var total = runs.Sum(run => run.Total);
        ran(runs);

        foreach (var run in runs.Where(run => run.Total > 0))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{run.Name}: {run.Passed} passed, {run.Failures.Length} failed, {run.Skipped} skipped, {run.Duration.TotalSeconds:0.0} s\n");
        }

        await this.AppendFailuresAsync(text, [.. runs.SelectMany(run => run.Failures)], cancellationToken);
        AppendBuildErrors(text, errors);
        foreach (var fault in runs.SelectMany(run => run.Faults).Distinct())
        {
            text.Append("RUNNER: ").Append(Shorten(fault)).Append('\n');
        }

        AppendHangs(text, results);
        var isGreen = outcome.ExitCode == 0 && total > 0 && summary.Failed == 0;
        if (!isGreen && summary.Failed == 0 && errors.IsEmpty)
        {
            text.Append(Explain(outcome, total, output));
        }

        foreach (var line in outcome.Quarantined)
        {
            text.Append("\nSANDBOX: ").Append(line);
        }

        return new ToolResult { Content = [new ContentPart.Text(text.ToString().TrimEnd())], IsError = !isGreen, Tests = summary };
    }

    private async Task AppendFailuresAsync(StringBuilder text, ImmutableArray<FailedTest> failures, CancellationToken cancellationToken)
    {
        foreach (var failure in failures.Take(MostFailures))
        {
            text.Append("FAILED ").Append(failure.Name).Append('\n');
            foreach (var line in Shorten(failure.Message).Split('\n'))
            {
                text.Append("  ").Append(line.TrimEnd()).Append('\n');
            }

            text.Append(await frames.DescribeAsync(failure.StackTrace, cancellationToken));
        }

        if (failures.Length > MostFailures)
        {
            text.Append(CultureInfo.InvariantCulture, $"... and {failures.Length - MostFailures} more failed; pass filter to see them.\n");
        }
    }

    private static void AppendBuildErrors(StringBuilder text, ImmutableArray<string> errors)
    {
        if (errors.IsEmpty)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"The build failed with {errors.Length} {(errors.Length == 1 ? "error" : "errors")}; what depends on it was not tested:\n");
        foreach (var error in errors.Take(MostBuildErrors))
        {
            text.Append(error).Append('\n');
        }

        if (errors.Length > MostBuildErrors)
        {
            text.Append(CultureInfo.InvariantCulture, $"... and {errors.Length - MostBuildErrors} more.\n");
        }
    }

    /// <summary>The watch of the runner leaves a list of tests that had begun and not ended.</summary>
    private static void AppendHangs(StringBuilder text, string results)
    {
        foreach (var file in Directory.EnumerateFiles(results, "Sequence_*.xml", SearchOption.AllDirectories))
        {
            foreach (var test in Load(file)?.Descendants("Test").Where(test => (string?)test.Attribute("Completed") is "False") ?? [])
            {
                text.Append("DID NOT END ").Append((string?)test.Attribute("Name")).Append('\n');
            }
        }
    }

    private static string Explain(ProcessOutcome outcome, int ran, string output)
    {
        if (outcome.ExitCode is not { } code)
        {
            return $"Timed out after {outcome.Duration.TotalMinutes:0} minutes and was ended. Pass filter or project to run fewer tests.\n{Tail(output)}";
        }

        if (code is 0 or NothingMatched && ran == 0)
        {
            return "No test ran: nothing matched the filter, or what was built has no test project. This is not a success.\n" + Tail(WithoutLogistics(output));
        }

        return ran > 0
            ? $"No test failed, but dotnet test ended with exit code {code}: a test process died or was ended before it was through.\n{Tail(output)}"
            : $"Nothing was tested: dotnet test ended with exit code {code} without naming an error. That happens when packages are not restored, "
                + $"when the build's helper processes cannot be started, or when --no-build finds nothing built. The end of its output:\n{Tail(output)}";
    }

    private static ImmutableArray<TestRun> ReadRuns(string results)
    {
        var runs = ImmutableArray.CreateBuilder<TestRun>();
        foreach (var file in Directory.EnumerateFiles(results, "*.trx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            try
            {
                runs.Add(TrxReader.Read(file));
            }
            catch (XmlException)
            {
                // Cut off when its writer died; the exit code tells of it.
            }
        }

        return runs.ToImmutable();
    }

    private static XElement? Load(string file)
    {
        try
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The beginning says what, the end says how it differs.</summary>
    private static string Shorten(string message)
    {
        var clean = new TerminalText().Clean(message);
        return clean.Length <= MostOfMessage ? clean : $"{clean[..(MostOfMessage / 2)]}\n[...]\n{clean[^(MostOfMessage / 2)..]}";
    }

    /// <summary>Where the runner was and where its report lay says nothing to a model.</summary>
    private static string WithoutLogistics(string output) => string.Join('\n', output.Split('\n').Where(line =>
        !line.StartsWith("Test run for ", StringComparison.Ordinal)
        && !line.StartsWith("A total of ", StringComparison.Ordinal)
        && !line.StartsWith("Results File: ", StringComparison.Ordinal)));

    private static string Tail(string output) => output.Length <= MostOfOutput ? output : "[...]" + output[^MostOfOutput..];
}
