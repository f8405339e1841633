using System.Buffers;
using System.Text;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Sessions.Journal;
using Xunit;
using static EditorAgent.Tests.Sessions.Happenings;

namespace EditorAgent.Tests.Sessions;

public sealed class JournalDamageTests : IDisposable
{
    private static readonly SessionEvent.Durable[] Recorded =
    [
        new SessionEvent.TurnStarted(Turn),
        Says("go"),
        Answers("on it", "c1", "c2"),
        Starts("c1"),
        Starts("c2"),
        Ends("c2"),
        Says("and quickly"),
        Ends("c1"),
        Answers("done"),
        new SessionEvent.TurnEnded(Turn, StopReason.EndTurn, null),
    ];

    private readonly SessionFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public async Task OpenAsync_WhenCutAtAnyByte_KeepsEveryWholeLineAndIsValid()
    {
        var (id, path, whole) = await this.RecordAsync();
        var lines = Lines(whole);
        for (var cut = lines[0].Length; cut <= whole.Length; cut++)
        {
            await File.WriteAllBytesAsync(path, whole[..cut], Token);
            File.Delete(Path.Combine(Path.GetDirectoryName(path)!, "journal.torn"));
            await using var session = await this.folder.OpenAsync(id);

            var good = LengthOfWholeLines(whole, cut);
            var present = await File.ReadAllBytesAsync(path, Token);
            Assert.Equal(whole[..good], present[..good]);
            Assert.All(Lines(present), line => Assert.NotNull(JournalLine.Read(line.AsMemory(0, line.Length - 1))));
            ConversationRules.Check(session.State.Conversation);
            Assert.Empty(session.State.OpenCalls);
            Assert.Null(session.State.CurrentTurn);
            Assert.Equal(whole[good..cut], await this.TornAsync(path));
        }
    }

    [Fact]
    public async Task OpenAsync_WhenNoRecordIsWhole_LeavesTheFileAsItIs()
    {
        var (id, path, whole) = await this.RecordAsync();
        var first = Lines(whole)[0].Length;
        foreach (var cut in new[] { 0, 1, first / 2, first - 1 })
        {
            await File.WriteAllBytesAsync(path, whole[..cut], Token);
            var refused = await Assert.ThrowsAsync<JournalException>(() => this.folder.OpenAsync(id));
            Assert.Contains(path, refused.Message, StringComparison.Ordinal);
            Assert.Equal(whole[..cut], await File.ReadAllBytesAsync(path, Token));
        }
    }

    [Fact]
    public async Task OpenAsync_WhenALineInTheMiddleIsDamaged_SkipsItAndSaysSoOnce()
    {
        var (id, path, whole) = await this.RecordAsync();
        var lines = Lines(whole);
        for (var damaged = 0; damaged < lines.Count - 1; damaged++)
        {
            var bytes = whole.ToArray();
            bytes[lines.Take(damaged).Sum(line => line.Length) + 30] ^= 0x10;
            await File.WriteAllBytesAsync(path, bytes, Token);
            for (var opening = 0; opening < 2; opening++)
            {
                await using var session = await this.folder.OpenAsync(id);
                ConversationRules.Check(session.State.Conversation);
                Assert.Equal("/w", session.State.WorkingDirectory);
                Assert.Empty(session.State.OpenCalls);
                var notices = session.ReadHistory().Count(envelope => envelope.Event is SessionEvent.Notice { Severity: NoticeSeverity.Warning });
                Assert.Equal(1, notices);
            }

            Assert.Equal(bytes, (await File.ReadAllBytesAsync(path, Token))[..bytes.Length]);
        }
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("{\"v\":1,\"se", "{\"v\":1,\"se")]
    public async Task OpenAsync_WhenZerosFollow_TrimsThem(string torn, string kept)
    {
        var (id, path, whole) = await this.RecordAsync();
        await File.WriteAllBytesAsync(path, [.. whole, .. Encoding.UTF8.GetBytes(torn), .. new byte[200_000]], Token);
        await using var session = await this.folder.OpenAsync(id);
        Assert.Equal(whole, await File.ReadAllBytesAsync(path, Token));
        Assert.Equal(kept, Encoding.UTF8.GetString(await this.TornAsync(path)));
        Assert.DoesNotContain(session.ReadHistory(), envelope => envelope.Event is SessionEvent.Notice);
    }

    [Theory]
    [InlineData("""{"v":1,"seq":1000,"t":"2030-01-01T00:00:00+00:00","k":"hologram","p":{"x":1}}""")]
    [InlineData("""{"v":2,"seq":1000,"t":"2030-01-01T00:00:00+00:00","k":"user","p":{"message":"u","content":[{"text":"future"}]}}""")]
    [InlineData("""{"v":1,"seq":1000,"t":"2030-01-01T00:00:00+00:00","k":"user","p":{"message":7}}""")]
    [InlineData("""{"v":1,"seq":1000,"t":"2030-01-01T00:00:00+00:00","k":"tool_end","p":{"call":"c1","tool":"read","content":{"text":1}}}""")]
    public async Task OpenAsync_WhenARecordIsOfALaterVersion_PassesOverItAndKeepsIt(string record)
    {
        var (id, path, whole) = await this.RecordAsync();
        byte[] bytes = [.. whole, .. Sealed(record)];
        await File.WriteAllBytesAsync(path, bytes, Token);
        SessionState state;
        await using (var session = await this.folder.OpenAsync(id))
        {
            Assert.Equal(6, session.State.Conversation.Count);
            session.Append(Says("later"));
            state = session.State;
        }

        Assert.Equal(bytes, (await File.ReadAllBytesAsync(path, Token))[..bytes.Length]);
        await using var again = await this.folder.OpenAsync(id);
        Assert.Equivalent(state, again.State, strict: true);
        Assert.Equal(1001, again.ReadHistory().Last().Sequence);
    }

    [Fact]
    public async Task OpenAsync_WhenARecordIsThereTwice_TakesItOnce()
    {
        var (id, path, whole) = await this.RecordAsync();
        await File.WriteAllBytesAsync(path, [.. whole, .. Lines(whole)[2]], Token);
        await using var session = await this.folder.OpenAsync(id);
        Assert.Equal("go", ((ContentPart.Text)Assert.Single(session.State.Conversation.OfType<Message.User>().First().Content)).Value);
        Assert.Equal(6, session.State.Conversation.Count);
    }

    private async Task<(SessionId Id, string Path, byte[] Whole)> RecordAsync()
    {
        await using var session = await this.folder.CreateAsync();
        foreach (var happened in Recorded)
        {
            session.Append(happened);
        }

        await session.DisposeAsync();
        var path = SessionFolder.JournalOf(session);
        return (session.Id, path, await File.ReadAllBytesAsync(path, Token));
    }

    private async Task<byte[]> TornAsync(string path)
    {
        var torn = Path.Combine(Path.GetDirectoryName(path)!, "journal.torn");
        return File.Exists(torn) ? await File.ReadAllBytesAsync(torn, Token) : [];
    }

    private static int LengthOfWholeLines(byte[] bytes, int cut) => bytes.AsSpan(0, cut).LastIndexOf((byte)'\n') + 1;

    private static List<byte[]> Lines(byte[] bytes)
    {
        var lines = new List<byte[]>();
        for (var start = 0; start < bytes.Length;)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n') + 1;
            lines.Add(bytes[start..(start + length)]);
            start += length;
        }

        return lines;
    }

    private static byte[] Sealed(string record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write(Encoding.UTF8.GetBytes(record));
        JournalLine.Seal(buffer, 0);
        return buffer.WrittenSpan.ToArray();
    }
}
