using System.Collections.Immutable;
using System.Text;
using EditorAgent.Core.Review;
using EditorAgent.Core.Sessions;
using Xunit;

namespace EditorAgent.Tests.Review;

public sealed class ReviewedFileTests
{
    private static readonly ReviewAuthor First = new(new("turn-1"), new("call-1"));
    private static readonly ReviewAuthor Second = new(new("turn-2"), new("call-2"));

    [Fact]
    public void HunksOf_WhenToolsChangedTwoPlaces_NamesEachWithItsAuthors()
    {
        var file = Start("a b c d e f g").Changed(Text("a B c d e f g"), First).Changed(Text("a B c d e F1 F2 g"), Second);

        var hunks = file.HunksOf("x");

        Assert.Equal([("b", "B", 2, 2), ("f", "F1 F2", 6, 6)], hunks.Select(hunk => (Words(hunk.OldLines), Words(hunk.NewLines), hunk.OldStart, hunk.NewStart)));
        Assert.Equal([First], hunks[0].Authors);
        Assert.Equal([Second], hunks[1].Authors);
        Assert.All(hunks, hunk => Assert.False(hunk.IsEdited));
    }

    [Fact]
    public void HunksOf_WhenTheUserEditsElsewhere_KeepsTheirNames()
    {
        var before = Start("a b c d e f g").Changed(Text("a b c D e f g"), First);
        var after = before.Seen(Text("new a b c D e f g"));

        Assert.Equal(before.HunksOf("x").Select(hunk => hunk.Id), after.HunksOf("x").Select(hunk => hunk.Id));
        Assert.Equal(5, after.HunksOf("x")[0].NewStart);
        Assert.NotEqual(before.HunksOf("x")[0].Id, before.HunksOf("y")[0].Id);
    }

    [Fact]
    public void HunksOf_WhenTheUserChangedTheSameLine_SaysSo()
    {
        var file = Start("a b c").Changed(Text("a B c"), First).Seen(Text("a mine c"));

        var hunk = Assert.Single(file.HunksOf("x"));
        Assert.True(hunk.IsEdited);
        Assert.Equal("b", Words(hunk.OldLines));
    }

    [Fact]
    public void Undo_WhenTheUserEditedElsewhere_KeepsTheirEdits()
    {
        var file = Start("a b c d e f g h").Changed(Text("a B c d e F f g h"), First).Seen(Text("a B c mine e F f g H"));

        Assert.Equal("a b c mine e F f g H", Words(file.Undo(Set(0)).Now));
        Assert.Equal("a b c mine e f g H", Words(file.Undo(Set(0, 1)).Now));
        Assert.Equal("a b c mine e f g H", Words(file.Undo(Set(0)).Undo(Set(0)).Now));
    }

    [Fact]
    public void Keep_WhenOneOfTwo_LeavesTheOtherUnderReview()
    {
        var file = Start("a b c d e").Changed(Text("A b c d E"), First);

        var kept = file.Keep(Set(0));

        Assert.Equal("e", Words(Assert.Single(kept.HunksOf("x")).OldLines));
        Assert.Equal(file.HunksOf("x")[1].Id, kept.HunksOf("x")[0].Id);
        Assert.Equal("A b c d e", Words(kept.Undo(Set(0)).Now));
    }

    [Fact]
    public void Undo_WhenTheFileWasCreated_LeavesNoFile()
    {
        var created = new ReviewedFile(null, null, []).Changed(Text("a b"), First);

        Assert.Null(created.Undo(Set(0)).Now);
        Assert.Empty(created.Undo(Set(0)).HunksOf("x"));
        Assert.Empty(created.Keep(Set(0)).HunksOf("x"));
        Assert.True(created.Seen(Text("a mine b")).HunksOf("x")[0].IsEdited);
    }

    [Fact]
    public void Undo_WhenTheFileWasDeleted_BringsItBack()
    {
        var deleted = Start("a b").Changed(null, First);

        Assert.Equal("a b", Words(deleted.Undo(Set(0)).Now));
        Assert.Empty(deleted.Keep(Set(0)).HunksOf("x"));
        Assert.Empty(deleted.Seen(Text("a b")).HunksOf("x"));
    }

    [Fact]
    public void Seen_WhenTheUserDeletedTheFile_LeavesNothingToJudge() =>
        Assert.Empty(Start("a b").Changed(Text("a B"), First).Seen(null).HunksOf("x"));

    [Theory]
    [InlineData("\uFEFFeins\r\nzwei\r\ndrei", "\uFEFFeins\r\nZWEI\r\ndrei")]
    [InlineData("eins\nzwei\r\ndrei\n", "eins\nZWEI\ndrei\n")]
    [InlineData("eins\rzwei\rdrei", "eins\rZWEI\rdrei")]
    public void Undo_WhateverTheEndings_GivesTheVeryBytesBack(string before, string after)
    {
        var start = ReviewText.Of(Encoding.UTF8.GetBytes(before));
        var file = new ReviewedFile(start, start, []).Changed(ReviewText.Of(Encoding.UTF8.GetBytes(after)), First);

        Assert.Equal(Encoding.UTF8.GetBytes(before), file.Undo(Set(0)).Now!.Encode());
    }

    [Fact]
    public void Undo_WhenBytesAreNoText_GivesTheVeryBytesBack()
    {
        byte[] before = [0, 255, 10, 13, 7, 10];
        byte[] after = [0, 255, 10, 14, 7, 10];
        var start = ReviewText.Of(before);
        var file = new ReviewedFile(start, start, []).Changed(ReviewText.Of(after), First);

        Assert.Single(file.HunksOf("x"));
        Assert.Equal(before, file.Undo(Set(0)).Now!.Encode());
    }

    [Fact]
    public void Undo_WhenTheEncodingWasChanged_GivesTheVeryBytesBack()
    {
        byte[] before = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("eins\nzwei\n")];
        var start = ReviewText.Of(before);
        var file = new ReviewedFile(start, start, []).Changed(ReviewText.Of("eins\nZWEI\n"u8), First);

        Assert.Equal(before, file.Undo(Set(0)).Now!.Encode());
        Assert.Equal("eins\nZWEI\n"u8.ToArray(), file.Keep(Set(0)).Baseline!.Encode());
    }

    [Fact]
    public void AnySequence_OfToolsAndUser_LosesNothingOfTheUser()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 3000; round++)
        {
            var lines = Enumerable.Range(0, random.Next(1, 30)).Select(line => $"line{line}").ToList();
            var file = Start(string.Join(' ', lines));
            var users = 0;
            for (var step = 0; step < 6; step++)
            {
                var isUser = random.Next(3) == 0;
                users += isUser ? 1 : 0;
                lines = Edited(lines, random, isUser ? $"user{step}" : $"tool{step}");
                file = isUser ? file.Seen(Text(lines)) : file.Changed(Text(lines), First);
            }

            Holds(file, lines, users);
        }
    }

    private static void Holds(ReviewedFile file, List<string> lines, int users)
    {
        var hunks = file.HunksOf("x");
        Assert.Equal(hunks.Length, hunks.Select(hunk => hunk.Id).Distinct().Count());
        var own = Enumerable.Range(0, hunks.Length).Where(place => !hunks[place].IsEdited).ToHashSet();
        var undone = file.Undo(own);
        var left = undone.Now!.Lines.Select(line => line.Trim()).ToList();

        // Every line of the user that is in the file is still there, and of the tools' only what stands together with one.
        Assert.Equal(lines.Where(IsUsers), left.Where(IsUsers));
        Assert.Equal(hunks.Length - own.Count, undone.HunksOf("x").Length);
        if (users == 0)
        {
            Assert.DoesNotContain(left, line => line.StartsWith("tool", StringComparison.Ordinal));
            Assert.Empty(undone.HunksOf("x"));
        }

        var kept = file.Keep(Enumerable.Range(0, hunks.Length).ToHashSet());
        Assert.Empty(kept.HunksOf("x"));
        Assert.Equal(lines, kept.Now!.Lines.Select(line => line.Trim()));
        var half = own.Where(place => place % 2 == 0).ToHashSet();
        Assert.Equal(hunks.Length - half.Count, file.Undo(half).HunksOf("x").Length);
    }

    private static bool IsUsers(string line) => line.StartsWith("user", StringComparison.Ordinal);

    private static List<string> Edited(List<string> lines, Random random, string mark)
    {
        var next = lines.ToList();
        for (var edit = random.Next(1, 4); edit > 0; edit--)
        {
            var at = random.Next(next.Count + 1);
            var removed = Math.Min(random.Next(3), next.Count - at);

            // The user's own lines are not what is tried here.
            removed = next.Skip(at).Take(removed).TakeWhile(line => !IsUsers(line)).Count();
            next.RemoveRange(at, removed);
            next.InsertRange(at, Enumerable.Range(0, random.Next(3)).Select(line => $"{mark}.{edit}.{line}"));
        }

        return next;
    }

    private static ReviewedFile Start(string words) => new(Text(words), Text(words), []);

    private static ReviewText Text(string words) => Text(words.Split(' '));

    private static ReviewText Text(IEnumerable<string> lines) => ReviewText.Of(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    private static string Words(ReviewText? text) => Words(text!.Lines);

    private static string Words(ImmutableArray<string> lines) => string.Join(' ', lines.Select(line => line.TrimEnd('\n')));

    private static HashSet<int> Set(params int[] places) => [.. places];
}
