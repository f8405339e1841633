using System.Buffers;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Sessions.Journal;
using EditorAgent.Fuzzing;
using EditorAgent.Tests.Sessions;
using Xunit;
using static EditorAgent.Tests.Sessions.Happenings;

namespace EditorAgent.Tests.Fuzz;

/// <summary>Whatever a disk gives back for a journal, the session opens to a conversation that vendors accept, or says that it cannot.</summary>
public sealed class JournalFuzzTests
{
    private static readonly string[] Words =
    [
        "\"seq\":", "\"k\":\"assistant\"", "\"k\":\"tool_end\"", "\"k\":\"turn_end\"", "\"k\":\"undo\"", "\"k\":\"from_tomorrow\"", "\"p\":{", "\"p\":[", "\"v\":2", " 00000000\n", "\"call\":\"c1\"", "\"hash\":\"\"", "\0\0\0\0",
    ];

    [Fact]
    public async Task OpenAsync_WhateverTheJournalHolds_IsAValidSessionOrARefusal()
    {
        using var folder = new SessionFolder();
        var session = await folder.CreateAsync();
        var id = session.Id;
        var path = SessionFolder.JournalOf(session);
        foreach (var happened in (SessionEvent.Durable[])[new SessionEvent.TurnStarted(Turn), Says("go"), Answers("on it", "c1", "c2"), Starts("c1"), Starts("c2"), Ends("c2"), Says("and quickly"), Ends("c1"), Answers("done"), new SessionEvent.TurnEnded(Turn, StopReason.EndTurn, null)])
        {
            session.Append(happened);
        }

        await session.FlushAsync(TestContext.Current.CancellationToken);
        await session.DisposeAsync();
        var whole = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var opened = 0;
        await FuzzRun.AllAsync(new ByteMutator(FuzzBudget.Seed, [whole], Words), FuzzBudget.Iterations, async bytes =>
        {
            await File.WriteAllBytesAsync(path, Reseal(bytes), CancellationToken.None);
            try
            {
                await using var again = await folder.OpenAsync(id);
                ConversationRules.Check(again.State.Conversation);
                opened++;
            }
            catch (JournalException)
            {
                // Said, and left as it was.
            }
        });

        Assert.True(opened > 0, "no damaged journal could ever be opened");
    }

    /// <summary>Half of the damage gets right checksums, or no mutated record would ever be looked into.</summary>
    private static byte[] Reseal(byte[] bytes)
    {
        if (bytes.Length % 2 == 0)
        {
            return bytes;
        }

        var resealed = new ArrayBufferWriter<byte>();
        foreach (var line in bytes.AsSpan().Split((byte)'\n'))
        {
            var record = bytes.AsSpan(line);
            var start = resealed.WrittenCount;
            resealed.Write(record[..Math.Max(0, record.LastIndexOf((byte)' '))]);
            JournalLine.Seal(resealed, start);
        }

        return resealed.WrittenSpan.ToArray();
    }
}
