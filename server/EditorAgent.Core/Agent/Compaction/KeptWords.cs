using EditorAgent.Core.Agent.Attachments;
using System.Collections.Immutable;
using System.Globalization;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Agent.Compaction;

/// <summary>
/// The messages of the user that a shortened conversation keeps word for word: all where they fit, else a little of the oldest, where the
/// task was said, and the newest. Files, images and other things that came with them are named, not kept.
/// </summary>
internal static class KeptWords
{
    private const int LeastWorthKeeping = 60;
    private const int ShortEnoughToStay = 200;

    /// <param name="words">All messages, oldest first.</param>
    /// <param name="budget">Tokens for all of them.</param>
    /// <param name="oldest">Of these, what goes to the oldest.</param>
    public static ImmutableArray<Message.User> Of(IReadOnlyList<Message.User> words, long budget, long oldest)
    {
        var all = words.Select(Bare).ToList();
        if (TokenEstimate.Of(all) <= budget)
        {
            return [.. all];
        }

        if (all.Count == 1)
        {
            return [Cut(all[0], budget)];
        }

        var head = new List<Message.User>();
        Take(all, head, Math.Max(oldest, LeastWorthKeeping));
        var tail = new List<Message.User>();
        Take([.. all.Skip(head.Count).Reverse()], tail, budget - TokenEstimate.Of(head));
        tail.Reverse();
        return all.Count - head.Count - tail.Count is var missing && missing > 0 ? [.. head, Gap(missing), .. tail] : [.. head, .. tail];
    }

    /// <summary>Takes from the front while it fits; the first that does not is cut, if something of it can be kept.</summary>
    private static void Take(IReadOnlyList<Message.User> from, List<Message.User> kept, long budget)
    {
        foreach (var message in from)
        {
            var tokens = TokenEstimate.Of(message);
            if (tokens > budget)
            {
                if (budget >= LeastWorthKeeping)
                {
                    kept.Add(Cut(message, budget));
                }

                return;
            }

            kept.Add(message);
            budget -= tokens;
        }
    }

    private static Message.User Cut(Message.User message, long budget)
    {
        var parts = ImmutableArray.CreateBuilder<ContentPart>();
        var share = budget / message.Content.Length;
        foreach (var part in message.Content)
        {
            parts.Add(part is ContentPart.Text text ? text with { Value = CutText.To(text.Value, share) } : part);
        }

        return new Message.User(parts.DrainToImmutable());
    }

    private static Message.User Bare(Message.User message) =>
        message.Content.All(part => part is ContentPart.Text { IsOwn: false, IsOfWorkspace: false }) ? message : new Message.User([.. message.Content.Select(Bare)]);

    private static ContentPart Bare(ContentPart part) => part switch
    {
        ContentPart.Text { IsOfWorkspace: true } text => new ContentPart.Text($"[{FirstLine(text.Value)} It is no longer shown here: read it again if you need it.]"),
        ContentPart.Text { IsOwn: true } text when TokenEstimate.Of(text.Value) > ShortEnoughToStay => new ContentPart.Text("[What was shown beside these words is no longer here: look again if you need it.]"),
        ContentPart.Image image => new ContentPart.Text($"[An image ({image.MimeType}) that came with these words is no longer here.]") { Outside = image.Outside },
        _ => part,
    };

    /// <summary>The line over an attached file is ours and says which file it is; any other first line may be the file's.</summary>
    private static string FirstLine(string text)
    {
        var end = text.IndexOf('\n');
        return end > 0 && text.StartsWith(FileAttachments.Heading, StringComparison.Ordinal) ? text[..end] : "What came with these words was a file's.";
    }

    private static Message.User Gap(int missing) => new(
    [
        new ContentPart.Text(string.Create(CultureInfo.InvariantCulture, $"[Here {missing} message(s) of the user are left out; the note below was written with knowledge of them.]")),
    ]);
}
