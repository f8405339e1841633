using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Core.Telemetry;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>
/// Looks for words in titles and in what users and models said. Only those records are decoded, and no more is read than a bounded part of
/// each journal and of all of them together.
/// </summary>
internal sealed class SessionSearch(ImmutableArray<string> words)
{
    private const long MostOfOne = 16L << 20;
    private const long MostOfAll = 256L << 20;
    private const int SnippetLength = 160;

    private long read;
    private bool isPartial;

    /// <param name="root">The sessions' directory.</param>
    /// <param name="sessions">Newest first.</param>
    /// <param name="limit">How many are wanted.</param>
    /// <param name="cancellationToken">Stops between two records.</param>
    public SessionFindings In(string root, IReadOnlyList<SessionSummary> sessions, int limit, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<SessionFinding>();
        foreach (var session in sessions)
        {
            if (found.Count == limit || this.read >= MostOfAll)
            {
                this.isPartial = true;
                break;
            }

            if (this.Find(Path.Combine(root, session.Id.Year, session.Id.Value, JournalFile.Name), session, cancellationToken) is { } finding)
            {
                found.Add(finding);
            }
        }

        return new SessionFindings(found.ToImmutable(), this.isPartial);
    }

    private SessionFinding? Find(string path, SessionSummary session, CancellationToken cancellationToken)
    {
        var missing = words.Where(word => session.Title?.Contains(word, StringComparison.OrdinalIgnoreCase) != true).ToList();
        string? snippet = null;
        var turns = 0;
        try
        {
            using var file = PrivateFiles.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var reader = new JournalReader(file);
            while (reader.TryRead(out var line))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (reader.Offset > MostOfOne || this.read + reader.Offset > MostOfAll)
                {
                    this.isPartial = true;
                    break;
                }

                var kind = KindOf(line.Span);
                turns += kind == EventKind.TurnStarted ? 1 : 0;
                if (words.IsEmpty || kind is not (EventKind.UserMessage or EventKind.AssistantMessage))
                {
                    continue;
                }

                foreach (var text in TextsOf(JournalLine.Read(line)))
                {
                    missing.RemoveAll(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
                    snippet ??= this.SnippetOf(text);
                }
            }

            this.read += reader.Offset;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            // Deleted meanwhile, or not ours to read: then its title is all there is.
        }

        return missing.Count == 0 ? new SessionFinding(session, turns, snippet) : null;
    }

    /// <summary>Read off the front of the record, where the encoder puts it; decoding would cost a hundred times as much.</summary>
    private static string? KindOf(ReadOnlySpan<byte> line)
    {
        var front = line[..Math.Min(line.Length, 128)];
        var at = front.IndexOf("\"k\":\""u8);
        if (at < 0)
        {
            return null;
        }

        var kind = front[(at + 5)..];
        return kind.StartsWith("user\""u8) ? EventKind.UserMessage
            : kind.StartsWith("assistant\""u8) ? EventKind.AssistantMessage
            : kind.StartsWith("turn_start\""u8) ? EventKind.TurnStarted
            : null;
    }

    private static IEnumerable<string> TextsOf(JournalRecord? record) => record is JournalRecord.Happened happened
        ? happened.Event switch
        {
            SessionEvent.UserMessage message => message.Content.OfType<ContentPart.Text>().Select(part => part.Value),
            SessionEvent.AssistantMessage answer => answer.Message.Parts.OfType<AssistantPart.Text>().Select(part => part.Value),
            _ => [],
        }
        : [];

    private string? SnippetOf(string text)
    {
        if (FirstOf(text) < 0)
        {
            return null;
        }

        var masked = SecretMask.Of(text);
        if (FirstOf(masked) is not (>= 0 and var at))
        {
            return null;
        }

        var start = Math.Max(0, at - (SnippetLength / 3));
        var end = Math.Min(masked.Length, start + SnippetLength);
        start += start > 0 && char.IsLowSurrogate(masked[start]) ? 1 : 0;
        end -= end < masked.Length && char.IsHighSurrogate(masked[end - 1]) ? 1 : 0;
        var line = string.Join(' ', masked[start..end].Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return $"{(start > 0 ? "…" : "")}{line}{(end < masked.Length ? "…" : "")}";

        int FirstOf(string where) => words.Select(word => where.IndexOf(word, StringComparison.OrdinalIgnoreCase)).Where(index => index >= 0).DefaultIfEmpty(-1).Min();
    }
}
