using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Telemetry;
using Xunit;
using static EditorAgent.Tests.Sessions.Happenings;

namespace EditorAgent.Tests.Sessions;

public sealed class SessionSearchTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly SessionFolder folder;

    public SessionSearchTests() => this.folder = new SessionFolder(this.time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public async Task SearchAsync_ForWords_FindsThemInTitlesAndInWhatBothSaid_NewestFirst()
    {
        await this.AddAsync("Invoices", "why is the sum wrong", "because of rounding");
        await this.AddAsync("Something else", "the INVOICES again", "fine");
        await this.AddAsync("Third", "nothing to see", "no");

        var found = await this.folder.Store.SearchAsync("invoices", null, 10, Token);

        Assert.Equal(["Something else", "Invoices"], found.Found.Select(finding => finding.Session.Title));
        Assert.Equal(["the INVOICES again", null], found.Found.Select(finding => finding.Snippet));
        Assert.False(found.IsPartial);
        Assert.Equal(["Invoices"], (await this.folder.Store.SearchAsync("  rounding\tINVOICES ", null, 10, Token)).Found.Select(finding => finding.Session.Title));
        Assert.Empty((await this.folder.Store.SearchAsync("invoices nothing", null, 10, Token)).Found);
    }

    [Fact]
    public async Task SearchAsync_WithoutWords_GivesTheNewest_AndSaysWhenThereAreMore()
    {
        await this.AddAsync("First", "a", "b");
        await this.AddAsync("Second", "a", "b", "c", "d");

        var found = await this.folder.Store.SearchAsync(" ", null, 1, Token);

        Assert.Equal([("Second", 2)], found.Found.Select(finding => (finding.Session.Title!, finding.Turns)));
        Assert.True(found.IsPartial);
        Assert.False((await this.folder.Store.SearchAsync("", null, 2, Token)).IsPartial);
        Assert.Empty((await this.folder.Store.SearchAsync("", "/elsewhere", 2, Token)).Found);
        Assert.Equal(2, (await this.folder.Store.SearchAsync("", "/w/", 2, Token)).Found.Length);
    }

    [Fact]
    public async Task SearchAsync_WhenTheWordIsFarInALongText_ShowsOneLineAroundIt_WithoutSecrets()
    {
        const string Key = "search-key-88bb";
        SecretMask.Learn(Key);
        await this.AddAsync("Long", new string('x', 5_000) + $"\nkey {Key}\r\n  the needle\there " + new string('y', 5_000), "ok");

        var snippet = Assert.Single((await this.folder.Store.SearchAsync("needle", null, 10, Token)).Found).Snippet!;

        Assert.Contains("key *** the needle here", snippet, StringComparison.Ordinal);
        Assert.InRange(snippet.Length, 20, 170);
        Assert.DoesNotContain('\n', snippet);
        Assert.Null(Assert.Single((await this.folder.Store.SearchAsync(Key, null, 10, Token)).Found).Snippet);
    }

    [Fact]
    public async Task SearchAsync_WhenAJournalIsLongerThanTheBound_StopsThereAndSaysSo()
    {
        await this.AddAsync("Huge", [.. Enumerable.Range(0, 18).Select(i => new string((char)('a' + i), 1 << 20)), "needle", "-"]);

        var found = await this.folder.Store.SearchAsync("needle", null, 10, Token);

        Assert.Empty(found.Found);
        Assert.True(found.IsPartial);
    }

    private async Task AddAsync(string title, params string[] said)
    {
        this.time.Advance(TimeSpan.FromMinutes(1));
        await using var session = await this.folder.CreateAsync();
        session.Append(new SessionEvent.TitleChanged(title));
        for (var i = 0; i + 1 < said.Length; i += 2)
        {
            var turn = new TurnId($"turn-{i}");
            session.Append(new SessionEvent.TurnStarted(turn));
            session.Append(new SessionEvent.UserMessage($"u{i}", [new ContentPart.Text(said[i])]));
            session.Append(Answers(said[i + 1]));
            session.Append(new SessionEvent.TurnEnded(turn, StopReason.EndTurn, null));
        }
    }
}
