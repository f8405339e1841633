using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using Xunit;
using static EditorAgent.Tests.Sessions.Happenings;

namespace EditorAgent.Tests.Sessions;

public sealed class SessionStoreTests : IDisposable
{
    private readonly SessionFolder folder = new();
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public async Task OpenAsync_WhenClosedBefore_HasTheSameState()
    {
        SessionState before;
        await using (var session = await this.folder.CreateAsync())
        {
            foreach (var happened in OneOfEach().Skip(1))
            {
                session.Append(happened);
            }

            before = session.State;
        }

        await using var again = await this.folder.OpenAsync(before.Id);
        Assert.Equivalent(before, again.State, strict: true);
    }

    [Fact]
    public async Task OpenAsync_WhenOpenAlready_SaysWhoHoldsIt()
    {
        await using var session = await this.folder.CreateAsync();
        var refused = await Assert.ThrowsAsync<JournalException>(() => this.folder.OpenAsync(session.Id));
        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);

        session.Append(Says("still works"));
        await session.FlushAsync(Token);
        await session.DisposeAsync();
        await using var again = await this.folder.OpenAsync(session.Id);
        Assert.Single(again.State.Conversation);
    }

    [Theory]
    [InlineData("20261121-043254123-abcdefgh")]
    [InlineData("../../../etc/passwd")]
    [InlineData("20261121-043254123-abcd/../")]
    [InlineData("2026")]
    [InlineData("")]
    [InlineData(null)]
    public async Task OpenAsync_WhenThereIsNone_ThrowsNotFound(string? id)
    {
        await Assert.ThrowsAsync<SessionNotFoundException>(() => this.folder.OpenAsync(new SessionId(id!)));
        await Assert.ThrowsAsync<SessionNotFoundException>(() => this.folder.Store.DeleteAsync(new SessionId(id!), Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(this.folder.Root));
    }

    [Fact]
    public async Task OpenAsync_WhenKilledInTheMiddleOfCalls_ClosesThemWithoutRunningThem()
    {
        await using var session = await this.folder.CreateAsync();
        session.Append(new SessionEvent.TurnStarted(Turn));
        session.Append(Says("go"));
        session.Append(Answers("on it", "c1", "c2", "c3"));
        session.Append(Starts("c2"));
        session.Append(Ends("c2"));
        session.Append(Starts("c3"));
        await using var copy = await this.folder.ReopenAfterCrashAsync(session);

        var results = copy.State.Conversation.OfType<Message.ToolResult>().ToList();
        Assert.Equal(["c1", "c2", "c3"], results.Select(result => result.CallId.Value));
        Assert.Equal(
            ["interrupted: never started", "done", "interrupted while running; outcome unknown: verify before trying again"],
            results.Select(result => ((ContentPart.Text)result.Content[0]).Value));
        Assert.Equal(StopReason.Cancelled, Assert.Single(copy.State.Turns).Ended);
        Assert.Null(copy.State.CurrentTurn);
    }

    [Fact]
    public async Task ListAsync_WhenAsked_TellsOfEachSessionNewestFirst()
    {
        await using var first = await this.folder.Store.CreateAsync("/one", [], "1.0", Token);
        await using var second = await this.folder.Store.CreateAsync("/two", [], "1.0", Token);
        first.Append(new SessionEvent.TitleChanged("Later"));
        first.Append(new SessionEvent.TurnStarted(Turn));
        await first.FlushAsync(Token);
        await second.DisposeAsync();
        await first.DisposeAsync();

        var all = await this.folder.Store.ListAsync(null, Token);
        Assert.Equal([first.Id, second.Id], all.Select(summary => summary.Id));
        Assert.Equal(("/one", "Later", SessionStanding.Interrupted), (all[0].WorkingDirectory, all[0].Title, all[0].State));
        Assert.Equal(SessionStanding.Idle, all[1].State);
        Assert.Equal(second.Id, Assert.Single(await this.folder.Store.ListAsync("/two/", Token)).Id);

        File.Delete(Path.Combine(first.Directory, "summary.json"));
        var unsummarised = Assert.Single(await this.folder.Store.ListAsync("/one", Token));
        Assert.Equal(("Later", SessionStanding.Interrupted), (unsummarised.Title, unsummarised.State));
    }

    [Fact]
    public async Task DeleteAsync_WhenOpen_IsRefusedAndElseRemovesAll()
    {
        await using var session = await this.folder.CreateAsync();
        await Assert.ThrowsAsync<JournalException>(() => this.folder.Store.DeleteAsync(session.Id, Token));
        Assert.True(File.Exists(SessionFolder.JournalOf(session)));

        await session.DisposeAsync();
        await this.folder.Store.DeleteAsync(session.Id, Token);
        Assert.False(Directory.Exists(session.Directory));
        Assert.Empty(await this.folder.Store.ListAsync(null, Token));
    }

    [Fact]
    public async Task CreateAsync_WhenOnUnix_IsReadableByItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        await using var session = await this.folder.CreateAsync();
        Assert.True(await session.KeepBlobAsync("text"u8.ToArray(), Token));
        const UnixFileMode others = (UnixFileMode)0b000_111_111;
        var entries = Directory.EnumerateFileSystemEntries(this.folder.Root, "*", SearchOption.AllDirectories).ToList();
        Assert.Contains(entries, entry => entry.EndsWith("journal.jsonl", StringComparison.Ordinal));
        foreach (var entry in entries)
        {
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(entry) & others);
        }
    }
}
