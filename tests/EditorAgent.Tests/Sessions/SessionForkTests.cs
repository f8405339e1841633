using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;
using Xunit;
using static EditorAgent.Tests.Sessions.Happenings;

namespace EditorAgent.Tests.Sessions;

public sealed class SessionForkTests : IDisposable
{
    private static readonly TurnId First = new("turn-1");
    private static readonly TurnId Second = new("turn-2");

    private readonly SessionFolder folder = new();
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public async Task ForkAsync_OfTheWhole_CopiesTheConversationAndLeavesTheOriginalAlone()
    {
        await using var original = await this.CreateAsync();
        var before = await File.ReadAllBytesAsync(SessionFolder.JournalOf(original), Token);

        var copy = await this.folder.Store.ForkAsync(original.Id, null, Token);

        Assert.Equal(before, await File.ReadAllBytesAsync(SessionFolder.JournalOf(original), Token));
        await using var opened = await this.folder.OpenAsync(copy!.Value);
        Assert.Equal(copy.Value, opened.Id);
        Assert.NotEqual(original.Id, opened.Id);
        Assert.Equal("Two things (fork)", opened.State.Title);
        Assert.Equal(original.State.Conversation.Select(message => message.ToString()), opened.State.Conversation.Select(message => message.ToString()));
        Assert.Equal([First, Second], opened.State.Turns.Select(turn => turn.Id));
        var listed = await this.folder.Store.ListAsync("/w", Token);
        Assert.Equal([("Two things (fork)", copy.Value), ("Two things", original.Id)], listed.Select(session => (session.Title, session.Id)));
    }

    [Fact]
    public async Task ForkAsync_BeforeATurn_EndsThere_AndGoesOnByItself()
    {
        await using var original = await this.CreateAsync();

        var copy = await this.folder.Store.ForkAsync(original.Id, Second, Token);

        await using (var opened = await this.folder.OpenAsync(copy!.Value))
        {
            Assert.Equal([First], opened.State.Turns.Select(turn => turn.Id));
            Assert.Equal(2, opened.State.Conversation.Count);
            opened.Append(Says("another way"));
        }

        await using var again = await this.folder.OpenAsync(copy.Value);
        Assert.Equal(3, again.State.Conversation.Count);
        Assert.Equal(4, original.State.Conversation.Count);
    }

    [Fact]
    public async Task ForkAsync_WhileATurnRuns_LeavesItOut()
    {
        await using var original = await this.CreateAsync();
        foreach (var happened in new SessionEvent.Durable[] { new SessionEvent.TurnStarted(new("turn-3")), Says("third"), Answers("wait", "c9"), Asks("c9") })
        {
            original.Append(happened);
        }

        await original.FlushAsync(Token);

        var copy = await this.folder.Store.ForkAsync(original.Id, null, Token);

        await using var opened = await this.folder.OpenAsync(copy!.Value);
        Assert.Equal([First, Second], opened.State.Turns.Select(turn => turn.Id));
        Assert.Null(opened.State.PendingApproval);
        Assert.NotNull(original.State.PendingApproval);
        Assert.Equal(new TurnId("turn-3"), original.State.CurrentTurn);
    }

    [Fact]
    public async Task ForkAsync_WhenTheUserAllowedSomethingForTheSession_DoesNotCarryItOver()
    {
        await using var original = await this.CreateAsync();
        original.Append(new SessionEvent.PermissionDecided(new("c1"), PermissionDecision.Allow, "user", new PermissionGrant("edit(src/**)")));
        original.Append(new SessionEvent.ExecutionAllowed("make"));
        await original.FlushAsync(Token);
        Assert.NotEmpty(original.State.Grants);

        var copy = await this.folder.Store.ForkAsync(original.Id, null, Token);

        await using var opened = await this.folder.OpenAsync(copy!.Value);
        Assert.Empty(opened.State.Grants);
        Assert.Empty(opened.State.Taint.AllowedKinds);
    }

    [Fact]
    public async Task ForkAsync_WhenFilesWereChanged_BringsWhatUndoNeeds()
    {
        await using var original = await this.CreateAsync();
        ReadOnlyMemory<byte> bytes = "before"u8.ToArray();
        Assert.True(await original.KeepBlobAsync(bytes, Token));
        Assert.True(await original.KeepBlobAsync("not needed"u8.ToArray(), Token));
        original.Append(new SessionEvent.FileChanged(Second, new("c1"), new WorkspacePath("/w/a", "a"), ContentHash.Of(bytes.Span), ContentHash.Of("after"u8)));
        await original.FlushAsync(Token);

        var copy = await this.folder.Store.ForkAsync(original.Id, null, Token);

        await using var opened = await this.folder.OpenAsync(copy!.Value);
        Assert.Equal(bytes.ToArray(), (await opened.ReadBlobAsync(ContentHash.Of(bytes.Span), Token))!.Value.ToArray());
        Assert.Null(await opened.ReadBlobAsync(ContentHash.Of("not needed"u8), Token));
    }

    [Fact]
    public async Task ForkAsync_OfWhatIsNotThere_LeavesNothingBehind()
    {
        await using var original = await this.CreateAsync();

        Assert.Null(await this.folder.Store.ForkAsync(original.Id, new TurnId("none"), Token));
        await Assert.ThrowsAsync<SessionNotFoundException>(() => this.folder.Store.ForkAsync(new SessionId("../../x"), null, Token));

        Assert.Single(await this.folder.Store.ListAsync(null, Token));
        Assert.Single(Directory.GetDirectories(Path.GetDirectoryName(original.Directory)!));
    }

    [Fact]
    public async Task ForkAsync_OfADamagedJournal_CopiesWhatIsWhole()
    {
        SessionId id;
        await using (var original = await this.CreateAsync())
        {
            id = original.Id;
            await original.DisposeAsync();
            var journal = SessionFolder.JournalOf(original);
            var lines = await File.ReadAllLinesAsync(journal, Token);
            var damaged = Array.FindIndex(lines, line => line.Contains("one?", StringComparison.Ordinal));
            lines[damaged] = lines[damaged].Replace("one?", "0ne?", StringComparison.Ordinal);
            await File.WriteAllTextAsync(journal, string.Join('\n', lines) + "\n{\"v\":1,\"torn", Token);
        }

        var copy = await this.folder.Store.ForkAsync(id, null, Token);

        await using var opened = await this.folder.OpenAsync(copy!.Value);
        Assert.Equal(3, opened.State.Conversation.Count);
    }

    private async Task<Session> CreateAsync()
    {
        var session = await this.folder.CreateAsync();
        SessionEvent.Durable[] happenings =
        [
            new SessionEvent.TitleChanged("Two things"),
            new SessionEvent.TurnStarted(First), Says("one?"), Answers("one"), new SessionEvent.TurnEnded(First, StopReason.EndTurn, null),
            new SessionEvent.TurnStarted(Second), Says("two?", "u2"), Answers("two"), new SessionEvent.TurnEnded(Second, StopReason.EndTurn, null),
        ];
        foreach (var happened in happenings)
        {
            session.Append(happened);
        }

        await session.FlushAsync(Token);
        return session;
    }
}
