using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Writing;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.Tools;

/// <summary>A proposal as files to store: held against what the files hold now, with the guard of paths before it.</summary>
internal abstract record ProposedWrites
{
    private const int MostOfDiff = 4_000;

    private ProposedWrites()
    {
    }

    /// <param name="Reason">For the model.</param>
    public sealed record Impossible(string Reason) : ProposedWrites;

    public sealed record Possible(ImmutableArray<FileDiff> Diffs, PlannedWrites Writes) : ProposedWrites;

    public static async Task<ProposedWrites> FromAsync(EditProposal proposal, CodeToolContext context, WrittenRevs revs, CancellationToken cancellationToken)
    {
        var diffs = ImmutableArray.CreateBuilder<FileDiff>();
        var writes = ImmutableArray.CreateBuilder<PlannedWrite>();
        var summary = new StringBuilder(proposal.Summary.Length == 0 ? "" : proposal.Summary.TrimEnd() + "\n");
        foreach (var file in proposal.Files)
        {
            if (context.Workspace.ResolveForWriting(file.Path) is not PathResolution.Inside(var path))
            {
                return new Impossible($"{CodeError.PathDenied}: {((PathResolution.Rejected)context.Workspace.ResolveForWriting(file.Path)).Message} Nothing was written.");
            }

            FileSnapshot? present;
            try
            {
                present = await context.Files.ReadAsync(path, cancellationToken);
            }
            catch (WorkspaceFileException failure)
            {
                return new Impossible(failure.Message);
            }

            if (present?.Hash.Value != file.Hash)
            {
                return new Impossible($"{CodeError.StaleRev}: {path} has changed while the edit was worked out; nothing was written. Repeat the call.");
            }

            if (Change(path, present, file) is not { } change)
            {
                return new Impossible($"{CodeError.Unsupported}: {path} is no text whose encoding is known; nothing was written.");
            }

            diffs.Add(change.Diff);
            writes.Add(change.Write);
            Describe(summary, change.Diff, change.Write, revs);
        }

        return new Possible(diffs.DrainToImmutable(), new PlannedWrites(writes.DrainToImmutable(), summary.ToString()));
    }

    private static (FileDiff Diff, PlannedWrite Write)? Change(WorkspacePath path, FileSnapshot? present, ProposedFile file)
    {
        var bytes = present?.Bytes ?? ReadOnlyMemory<byte>.Empty;
        if (TextContent.Decode(bytes.Span) is not { } old)
        {
            return null;
        }

        if (file.IsDeleted)
        {
            return (new FileDiff(path, old.Text, ""), new PlannedWrite(path, null, present!.Hash) { Present = bytes, Links = present.Links });
        }

        var changed = old.Apply([.. file.Changes.Select(change => new TextSplice(change.Start, change.Length, change.NewText))]);
        var write = new PlannedWrite(path, changed.Encode(), present?.Hash) { Present = bytes, Links = present?.Links ?? 1 };
        return (new FileDiff(path, present is null ? null : old.Text, changed.Text), write);
    }

    private static void Describe(StringBuilder summary, FileDiff diff, PlannedWrite write, WrittenRevs revs)
    {
        if (write.Bytes is not { } bytes)
        {
            summary.Append(CultureInfo.InvariantCulture, $"{diff.Path} deleted\n");
            return;
        }

        var unified = UnifiedDiff.Between(diff.OldText ?? "", diff.NewText, context: 1);
        var token = revs == WrittenRevs.Told ? $"  [rev {ContentHash.Of(bytes.Span).Value[..SeenVersion.TokenLength]}]" : "";
        summary.Append(CultureInfo.InvariantCulture, $"{diff.Path} +{unified.Added} -{unified.Removed}{token}\n");
        if (diff.OldText is not null && summary.Length < MostOfDiff)
        {
            summary.Append(unified.Brief);
        }
    }
}
