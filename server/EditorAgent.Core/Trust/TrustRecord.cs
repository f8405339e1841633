using System.Collections.Immutable;

namespace EditorAgent.Core.Trust;

/// <summary>One workspace that the user trusts, as it is on the disk.</summary>
/// <param name="Root">Links resolved.</param>
/// <param name="Identity">Tells the directory from another one that later takes its place; null where the system does not tell.</param>
/// <param name="GrantedAt">When the user agreed.</param>
/// <param name="Files">Ordered by path.</param>
public sealed record TrustRecord(string Root, string? Identity, DateTimeOffset GrantedAt, ImmutableArray<TrustedFile> Files)
{
    /// <summary>What the user agreed to.</summary>
    public ExecutionFingerprint Fingerprint => new([.. this.Files.Select(file => new FingerprintEntry(file.Relative, file.Hash))], null);

    /// <summary>
    /// The record after edits that a person approved: where it speaks of what a file was, it now speaks of what the file has become.
    /// Everything else stays, so any other change still asks. Null when it spoke of none of them.
    /// </summary>
    internal TrustRecord? With(ImmutableArray<FingerprintChange> edits)
    {
        var files = this.Files.ToDictionary(file => file.Relative, StringComparer.Ordinal);
        var carried = 0;
        foreach (var edit in edits)
        {
            if (files.GetValueOrDefault(edit.Relative)?.Hash == edit.Before)
            {
                var text = TrustedText.Of(this.Root, new FingerprintEntry(edit.Relative, edit.After));
                files[edit.Relative] = new TrustedFile(edit.Relative, edit.After, text);
                carried++;
            }
        }

        return carried == 0 ? null : this with { Files = [.. files.Values.OrderBy(file => file.Relative, StringComparer.Ordinal)] };
    }
}
