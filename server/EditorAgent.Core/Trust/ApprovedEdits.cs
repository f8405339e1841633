using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <summary>
/// Edits that a person approved, between their approval and their end. Trust goes with them only file by file, only from what was trusted,
/// and only to exactly the text that was approved.
/// </summary>
public sealed class ApprovedEdits
{
    private readonly WorkspaceTrust trust;
    private readonly IReadOnlyList<(string Root, string Relative, ContentHash? Before, ApprovedEdit Edit)> edits;

    internal ApprovedEdits(WorkspaceTrust trust, IReadOnlyList<(string Root, string Relative, ContentHash? Before, ApprovedEdit Edit)> edits)
    {
        this.trust = trust;
        this.edits = edits;
    }

    /// <param name="duration"><see cref="TrustDuration.Always"/> only where a person looked at each edit.</param>
    /// <param name="cancellationToken">Ends the look at what has become of the files.</param>
    public async Task CarryOverAsync(TrustDuration duration, CancellationToken cancellationToken)
    {
        foreach (var ofRoot in this.edits.GroupBy(edit => edit.Root))
        {
            var fingerprint = await ExecutionFingerprint.TakeAsync(ofRoot.Key, cancellationToken);
            var changes = ImmutableArray.CreateBuilder<FingerprintChange>();
            foreach (var (_, relative, before, edit) in ofRoot)
            {
                if (ContentAsApproved(edit) is { } after && fingerprint.Files.Any(file => file.Relative == Slashes(relative) && file.Hash == after))
                {
                    changes.Add(new FingerprintChange(Slashes(relative), before, after));
                }
            }

            if (changes.Count > 0)
            {
                await this.trust.CarryOverAsync(ofRoot.Key, changes.ToImmutable(), duration, cancellationToken);
            }
        }
    }

    internal static bool Decides(string relative) =>
        ExecutionFiles.IsNamed(Path.GetFileName(relative)) || ExecutionFiles.IsAllOf(Slashes(Path.GetDirectoryName(relative) ?? ""));

    /// <summary>Null when there is no such file.</summary>
    internal static ContentHash? HashOf(string file) => Content(file) is { } content ? ContentHash.Of(content) : null;

    private static ContentHash? ContentAsApproved(ApprovedEdit edit) =>
        Content(edit.Absolute) is { } content && TextContent.Decode(content)?.Text == LineEndings.Normalize(edit.NewText) ? ContentHash.Of(content) : null;

    private static byte[]? Content(string file)
    {
        using var handle = RegularFile.TryOpen(file);
        if (handle is null)
        {
            return null;
        }

        using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static string Slashes(string relative) => OperatingSystem.IsWindows() ? relative.Replace('\\', '/') : relative;
}
