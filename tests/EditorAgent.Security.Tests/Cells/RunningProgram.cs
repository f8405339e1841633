using System.Globalization;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.Security.Tests.Cells;

/// <summary>A process of this machine, whoever started it and in whatever namespace it lives.</summary>
internal sealed record RunningProgram(int Id, string CommandLine)
{
    /// <summary>Those that have one of these words among their arguments.</summary>
    public static IReadOnlyList<RunningProgram> With(IReadOnlyCollection<string> words) => words.Count == 0 ? [] : [.. All().Where(program => program.Has(words))];

    /// <summary>Waits until there is one, or none any more.</summary>
    /// <param name="words">As in <see cref="With"/>.</param>
    /// <param name="holds">What is waited for.</param>
    public static async Task WaitAsync(IReadOnlyCollection<string> words, Func<IReadOnlyList<RunningProgram>, bool> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limits.Hang);
        while (!holds(With(words)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), limit.Token);
        }
    }

    /// <summary>Only whole arguments count: the text of a shell that will start it later is not the program.</summary>
    private bool Has(IReadOnlyCollection<string> words)
    {
        var arguments = this.CommandLine.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return arguments.Length > 1 && arguments[0].EndsWith("sleep", StringComparison.Ordinal) && arguments.Skip(1).Any(words.Contains);
    }

    private static IEnumerable<RunningProgram> All()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                continue;
            }

            string line;
            try
            {
                line = File.ReadAllText(Path.Combine(directory, "cmdline"));
            }
            catch (IOException)
            {
                continue;
            }

            yield return new RunningProgram(id, line);
        }
    }
}
