using System.Globalization;

namespace EditorAgent.EndToEnd.Tests.Crash;

/// <summary>
/// The job that is killed: some rounds of talk, a command that leaves a line in <c>ran.txt</c>, and an edit of <c>state.txt</c>; then a
/// command that would run for a minute, so that no job ends by itself. A prompt with "continue" is answered without any tool.
/// </summary>
internal static class CrashScript
{
    public const int Rounds = 3;
    public const string Prompt = "Begin the job.";
    public const string FirstState = "version=0\n";
    public const string Resumed = "Still here.";

    public static string Yaml { get; } = string.Join('\n', Turns());

    public static string RanLine(int round) => string.Create(CultureInfo.InvariantCulture, $"round-{round}");

    private static IEnumerable<string> Turns()
    {
        yield return "turns:";
        yield return $"  - {{at: 0, when: {{user_contains: continue}}, answer: {{text: {Resumed}}}}}";
        yield return "  - {at: 0, answer: {text: I look at what is there before I do anything., calls: [{tool: read, arguments: {path: state.txt}}]}}";
        for (var round = 0; round < Rounds; round++)
        {
            yield return $"  - {{at: {(2 * round) + 1}, answer: {{text: 'A command first, slowly, and in a few more words than it would take.', "
                + $"calls: [{{tool: shell, arguments: {{command: 'echo {RanLine(round)} >> ran.txt; sleep 0.05'}}}}]}}}}";
            yield return $"  - {{at: {(2 * round) + 2}, answer: {{text: 'Then an edit, which is also said in several words.', "
                + $"calls: [{{tool: edit, arguments: {{path: state.txt, edits: [{{old_string: version={round}, new_string: version={round + 1}}}]}}}}]}}}}";
        }

        yield return $"  - {{at: {(2 * Rounds) + 1}, answer: {{text: 'Now I wait.', "
            + $"calls: [{{tool: shell, arguments: {{command: 'echo {RanLine(Rounds)} >> ran.txt; sleep 60; echo over'}}}}]}}}}";
    }
}
