using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;
using Xunit;
using static EditorAgent.Tests.Sessions.Happenings;

namespace EditorAgent.Tests.Sessions;

public sealed class SessionTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly SessionFolder folder;

    public SessionTests() => this.folder = new SessionFolder(this.time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public async Task Subscribe_WhenEventsHappen_HearsThemInOrderAndOnlyWhenTheyAreOnTheDisk()
    {
        await using var session = await this.folder.CreateAsync();
        var heard = new List<SessionEnvelope>();
        var lengths = new List<long>();
        using var subscription = session.Subscribe(envelope =>
        {
            heard.Add(envelope);
            lengths.Add(session.ReadHistory().Last().Sequence);
        });
        for (var i = 0; i < 50; i++)
        {
            session.Append(Says($"{i}"));
            session.Publish(new SessionEvent.ToolOutput(new("c"), $"{i}"));
        }

        await session.FlushAsync(Token);
        var texts = heard.Select(envelope => envelope.Event switch
        {
            SessionEvent.UserMessage message => ((ContentPart.Text)message.Content[0]).Value,
            SessionEvent.ToolOutput output => "out " + output.Text,
            _ => "?",
        });
        Assert.Equal(Enumerable.Range(0, 50).SelectMany(i => new[] { $"{i}", $"out {i}" }), texts);
        Assert.Equal(Enumerable.Range(2, 50).SelectMany(i => new long[] { i, i }), heard.Select(envelope => envelope.Sequence));
        Assert.All(heard.Zip(lengths), pair => Assert.True(pair.Second >= pair.First.Sequence));
    }

    [Fact]
    public async Task Subscribe_WhenBeginningLate_HearsNothingEarlierAndNothingAfterDisposal()
    {
        await using var session = await this.folder.CreateAsync();
        var heard = new List<string>();
        session.Append(Says("early"));
        var subscription = session.Subscribe(envelope => heard.Add(((SessionEvent.UserMessage)envelope.Event).MessageId));
        session.Append(Says("on time", "u2"));
        await session.FlushAsync(Token);
        subscription.Dispose();
        session.Append(Says("late", "u3"));
        await session.FlushAsync(Token);
        Assert.Equal(["u2"], heard);
    }

    [Fact]
    public async Task Subscribe_WhenASubscriberThrows_TheOthersStillHear()
    {
        await using var session = await this.folder.CreateAsync();
        var heard = 0;
        using var bad = session.Subscribe(_ => throw new InvalidOperationException("a bug"));
        using var good = session.Subscribe(_ => heard++);
        session.Append(Says("one"));
        session.Append(Says("two"));
        await session.FlushAsync(Token);
        Assert.Equal(2, heard);
    }

    [Fact]
    public async Task Append_WhenFromManyThreads_NumbersEachOnceAndFoldsInTheOrderOfTheJournal()
    {
        await using var session = await this.folder.CreateAsync();
        await Parallel.ForAsync(0, 1000, Token, (i, _) =>
        {
            session.Append(Says($"{i}"));
            return ValueTask.CompletedTask;
        });
        await session.FlushAsync(Token);
        var written = session.ReadHistory().ToList();
        Assert.Equal(Enumerable.Range(1, 1001).Select(i => (long)i), written.Select(envelope => envelope.Sequence));
        Assert.Equal(
            session.State.Conversation.Select(message => TextOf(((Message.User)message).Content)),
            written.Skip(1).Select(envelope => TextOf(((SessionEvent.UserMessage)envelope.Event).Content)));

        static string TextOf(IEnumerable<ContentPart> content) => ((ContentPart.Text)content.Single()).Value;
    }

    [Fact]
    public async Task Publish_WhenTheProcessDiesInAnAnswer_ShowsItsTextButNeverSendsIt()
    {
        await using var session = await this.StreamAsync();
        this.time.Advance(TimeSpan.FromMilliseconds(250));
        session.Publish(new SessionEvent.TextDelta("a1", "lost"));
        await using var again = await this.folder.ReopenAfterCrashAsync(session);
        Assert.Equal(new IncompleteAnswer("a1", "Hello world"), again.State.IncompleteAnswer);
        Assert.Single(again.State.Conversation);
        Assert.Equal(
            [typeof(SessionEvent.UserMessage), typeof(SessionEvent.TextDelta), typeof(SessionEvent.TurnEnded)],
            again.ReadHistory().Skip(2).Select(envelope => envelope.Event.GetType()));

        again.Append(new SessionEvent.TurnStarted(new("next")));
        Assert.Null(again.State.IncompleteAnswer);
    }

    [Fact]
    public async Task Publish_WhenManyDeltasCome_WritesOneRecordForAllInTheInterval()
    {
        await using var session = await this.StreamAsync();
        for (var i = 0; i < 1000; i++)
        {
            session.Publish(new SessionEvent.TextDelta("a1", "."));
        }

        await session.FlushAsync(Token);
        this.time.Advance(TimeSpan.FromMilliseconds(250));
        await session.FlushAsync(Token);
        var lines = await ReadLinesAsync(session);
        Assert.Single(lines, line => line.Contains("\"k\":\"partial\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Publish_WhenTheAnswerIsCompleteOrDropped_ThePiecesAreVoid(bool isComplete)
    {
        await using var session = await this.StreamAsync();
        this.time.Advance(TimeSpan.FromMilliseconds(250));
        await session.FlushAsync(Token);
        if (isComplete)
        {
            session.Append(Answers("whole"));
        }
        else
        {
            session.Publish(new SessionEvent.AnswerDiscarded("a1"));
        }

        await using var again = await this.folder.ReopenAfterCrashAsync(session);
        Assert.Null(again.State.IncompleteAnswer);
        Assert.DoesNotContain(again.ReadHistory(), envelope => envelope.Event is SessionEvent.TextDelta);
        Assert.Contains(await ReadLinesAsync(again), line => line.Contains("\"k\":\"partial\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task KeepBlobAsync_WhenReadBack_GivesTheSameBytesAndNoOthers()
    {
        await using var session = await this.folder.CreateAsync();
        byte[] bytes = [0, 255, .. new byte[70_000], 7];
        Assert.True(await session.KeepBlobAsync(bytes, Token));
        Assert.True(await session.KeepBlobAsync(bytes, Token));
        Assert.Equal(bytes, (await session.ReadBlobAsync(ContentHash.Of(bytes), Token))!.Value.ToArray());
        var blob = Assert.Single(Directory.EnumerateFiles(Path.Combine(session.Directory, "blobs")));
        Assert.True(new FileInfo(blob).Length < 1000);

        Assert.Null(await session.ReadBlobAsync(ContentHash.Of("other"u8), Token));
        Assert.Null(await session.ReadBlobAsync(new ContentHash("../journal.jsonl"), Token));
        Assert.False(await session.KeepBlobAsync(new byte[(5 << 20) + 1], Token));

        await File.WriteAllBytesAsync(blob, [1, 2, 3], Token);
        Assert.Null(await session.ReadBlobAsync(ContentHash.Of(bytes), Token));
    }

    [Fact]
    public async Task FlushAsync_WhenClosed_Throws()
    {
        var session = await this.folder.CreateAsync();
        await session.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => session.Append(Says("late")));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await session.FlushAsync(Token));
        Assert.Empty(session.State.Conversation);
    }

    private static async Task<string[]> ReadLinesAsync(Session session)
    {
        await using var file = new FileStream(SessionFolder.JournalOf(session), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return (await reader.ReadToEndAsync(Token)).Split('\n');
    }

    private async Task<Session> StreamAsync()
    {
        var session = await this.folder.CreateAsync();
        session.Append(new SessionEvent.TurnStarted(Turn));
        session.Append(Says("go"));
        session.Publish(new SessionEvent.TextDelta("a1", "Hello "));
        session.Publish(new SessionEvent.TextDelta("a1", "world"));
        await session.FlushAsync(Token);
        return session;
    }
}
