using EditorAgent.Core.Agent;
using EditorAgent.Core.Agent.Compaction;
using EditorAgent.Core.Models;
using Xunit;

namespace EditorAgent.Tests.Agent.Compaction;

public sealed class KeptWordsTests
{
    [Fact]
    public void Of_WhenAllFit_KeepsTheSameObjects()
    {
        Message.User[] words = [Says("do this"), Says("and that")];

        Assert.Equal(words, KeptWords.Of(words, 1_000, 100), ReferenceEqualityComparer.Instance);
    }

    [Fact]
    public void Of_WhenTheyDoNotFit_KeepsTheOldestAndTheNewestAndSaysWhatIsMissing()
    {
        var words = Enumerable.Range(0, 50).Select(number => Says($"word {number} " + new string('x', 400))).ToArray();

        var kept = KeptWords.Of(words, 2_000, 200);

        Assert.True(TokenEstimate.Of(kept) <= 2_100);
        Assert.Same(words[0], kept[0]);
        Assert.Same(words[^1], kept[^1]);
        Assert.Contains(kept, message => TextOf(message).Contains("message(s) of the user are left out", StringComparison.Ordinal));
        Assert.DoesNotContain(words[25], kept);
    }

    [Fact]
    public void Of_WhenOneIsTooLong_KeepsItsHeadAndItsTail()
    {
        var kept = Assert.Single(KeptWords.Of([Says("the task " + new string('x', 40_000) + " the end")], 1_000, 100));

        Assert.StartsWith("the task", TextOf(kept), StringComparison.Ordinal);
        Assert.EndsWith("the end", TextOf(kept), StringComparison.Ordinal);
        Assert.InRange(TokenEstimate.Of(kept), 900, 1_000);
    }

    [Fact]
    public void Of_WhenOneIsWrittenInWideCharacters_FitsAndSplitsNone()
    {
        var kept = Assert.Single(KeptWords.Of([Says(string.Concat(Enumerable.Repeat("漢𝄞", 5_000)))], 500, 50));

        Assert.True(TokenEstimate.Of(kept) <= 500);
        Assert.DoesNotContain('\ufffd', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(TextOf(kept))));
    }

    [Fact]
    public void Of_WhenThingsCameWithTheWords_NamesThem()
    {
        var words = new Message.User(
        [
            new ContentPart.Text("fix this"),
            new ContentPart.Text("Attached by the user: the file a.cs, lines 1-9 of 9.\n[workspace 1\nSECRET PLAN\n1]") { IsOfWorkspace = true },
            new ContentPart.Image("image/png", new byte[10]),
            new ContentPart.Text("from the wiki") { Outside = "/wiki:review" },
        ]);

        var kept = Assert.Single(KeptWords.Of([words], 1_000, 100));

        Assert.Contains("the file a.cs", TextOf(kept), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET PLAN", TextOf(kept), StringComparison.Ordinal);
        Assert.Contains("image/png", TextOf(kept), StringComparison.Ordinal);
        Assert.Equal("/wiki:review", Assert.Single(kept.Content, part => part.Outside is not null).Outside);
    }

    private static Message.User Says(string text) => new([new ContentPart.Text(text)]);

    private static string TextOf(Message.User message) => WindowedModel.TextOf(message);
}
