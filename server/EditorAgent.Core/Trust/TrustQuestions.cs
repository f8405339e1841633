using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <summary>Makes the question for a workspace that is not trusted.</summary>
public static class TrustQuestions
{
    /// <summary>Texts of changes that are shown; the names of all are.</summary>
    private const int MostTexts = 20;

    public static TrustQuestion For(string realRoot, TrustStatus status) => new()
    {
        RealRoot = realRoot,
        State = status.State,
        Fingerprint = status.Fingerprint,
        Listing = RunnableListing.Of(realRoot, status.Fingerprint, McpConfigurationReader.LoadWorkspace(new Workspace(realRoot, [], []))),
        Changes = status.Earlier is { } earlier ? ChangesOf(realRoot, status.Fingerprint, earlier) : [],
        Notice = status.Notice,
    };

    private static ImmutableArray<TrustedFileChange> ChangesOf(string realRoot, ExecutionFingerprint now, TrustRecord earlier)
    {
        var difference = now.Compare(earlier.Fingerprint);
        var old = earlier.Files.ToDictionary(file => file.Relative, StringComparer.Ordinal);
        var current = now.Files.ToDictionary(file => file.Relative, StringComparer.Ordinal);
        return
        [
            .. difference.Changed.Concat(difference.Added).Concat(difference.Removed).Select((relative, index) => new TrustedFileChange(
                relative,
                current.ContainsKey(relative),
                old.ContainsKey(relative),
                index < MostTexts ? old.GetValueOrDefault(relative)?.Text : null,
                index < MostTexts && current.TryGetValue(relative, out var file) ? TrustedText.Of(realRoot, file) : null)),
        ];
    }
}
