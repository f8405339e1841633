using System.Globalization;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Compaction;

/// <summary>The files that are no longer what the session found, with the hashes of what tools left; what was taken back is not among them.</summary>
internal static class EditedFileList
{
    private const int HashDigits = 12;

    /// <param name="state">The session.</param>
    /// <param name="budget">Tokens; the files that were changed last come first.</param>
    /// <returns>One line a file; empty when there is none.</returns>
    public static IReadOnlyList<string> Of(SessionState state, long budget)
    {
        var found = new Dictionary<string, ContentHash?>(StringComparer.Ordinal);
        var order = new Dictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        foreach (var change in state.Turns.SelectMany(turn => turn.Changes))
        {
            found.TryAdd(change.Path.Absolute, change.Before);
            order[change.Path.Absolute] = number++;
        }

        var edited = state.EditedFiles.Values
            .Where(last => last.After != found.GetValueOrDefault(last.Path.Absolute))
            .OrderByDescending(last => order.GetValueOrDefault(last.Path.Absolute))
            .ThenBy(last => last.Path.Relative, StringComparer.Ordinal)
            .ToList();
        var lines = new List<string>();
        foreach (var line in edited.Select(LineFor))
        {
            budget -= TokenEstimate.Of(line);
            if (budget < 0)
            {
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"- and {edited.Count - lines.Count} more"));
                break;
            }

            lines.Add(line);
        }

        return lines;
    }

    private static string LineFor(SessionEvent.FileChanged last) =>
        $"- {CanonicalText.Line(last.Path.Relative)}: {(last.After is { Value: { Length: >= HashDigits } hash } ? "sha256 " + hash[..HashDigits] : "deleted")}";
}
