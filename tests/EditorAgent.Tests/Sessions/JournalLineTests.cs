using System.Text;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Sessions.Journal;
using Xunit;

namespace EditorAgent.Tests.Sessions;

public sealed class JournalLineTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 4, 32, 54, 123, TimeSpan.Zero);

    [Fact]
    public void Read_WhenOfAnyKind_GivesBackWhatWasWritten()
    {
        var events = Happenings.OneOfEach();
        var kinds = typeof(SessionEvent).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(SessionEvent.Durable)));
        Assert.Equal(kinds.Select(kind => kind.Name).Order(), events.Select(happened => happened.GetType().Name).Distinct().Order());

        foreach (var happened in events)
        {
            var line = Encode(happened);
            var read = Assert.IsType<JournalRecord.Happened>(JournalLine.Read(line[..^1]));

            // Arrays in records compare by reference; the form on the disk does not.
            Assert.Equal(Encoding.UTF8.GetString(line), Encoding.UTF8.GetString(Encode(read.Event)));
            Assert.Equal(happened.GetType(), read.Event.GetType());
            Assert.Equal((7, At), (read.Sequence, read.At));
        }
    }

    [Fact]
    public void Read_WhenWrittenByTheFirstVersion_StillReads()
    {
        var golden = """
            {"v":1,"seq":7,"t":"2026-11-21T04:32:54.123+00:00","k":"turn_end","p":{"turn":"turn-1","reason":"MaxTurnRequests","error":"why"}} ff000bae
            """u8.ToArray();
        var read = Assert.IsType<JournalRecord.Happened>(JournalLine.Read(golden));
        Assert.Equal(new SessionEvent.TurnEnded(new("turn-1"), StopReason.MaxTurnRequests, "why"), read.Event);
    }

    [Fact]
    public void Read_WhenAnyBitIsFlipped_IsDamaged()
    {
        var line = Encode(Happenings.Says("hello"))[..^1];
        for (var bit = 0; bit < line.Length * 8; bit++)
        {
            line[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(JournalLine.Read(line));
            line[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.NotNull(JournalLine.Read(line));
    }

    [Fact]
    public void Read_WhenTextIsNotUnicode_StillHoldsTheRest()
    {
        var read = Assert.IsType<JournalRecord.Happened>(JournalLine.Read(Encode(Happenings.Says("a\ud800b"))[..^1]));
        Assert.Equal("a\ufffdb", Assert.IsType<Core.Models.ContentPart.Text>(Assert.Single(((SessionEvent.UserMessage)read.Event).Content)).Value);
    }

    [Fact]
    public void Write_WhenRead_IsOneLine()
    {
        foreach (var happened in Happenings.OneOfEach())
        {
            var line = Encode(happened);
            Assert.Equal(line.Length - 1, line.IndexOf((byte)'\n'));
        }
    }

    private static byte[] Encode(SessionEvent.Durable happened)
    {
        var encoder = new JournalEncoder();
        encoder.Add(7, At, happened);
        return encoder.Lines.ToArray();
    }
}
