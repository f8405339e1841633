using System.Diagnostics;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using Xunit;
using static EditorAgent.Tests.Sessions.Happenings;

namespace EditorAgent.Tests.Sessions;

public sealed class JournalDiskFullTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_WhenTheDiskIsFull_StopsWithWholeLinesAndGoesOnWhenThereIsSpace()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a small tmpfs, which only Linux has.");
        var disk = Directory.CreateTempSubdirectory("small-disk-").FullName;
        var mounted = await RunAsync("mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", disk);
        try
        {
            Assert.SkipUnless(mounted, "Only root may mount a tmpfs.");
            await FillAndRecoverAsync(disk);
        }
        finally
        {
            if (mounted)
            {
                await RunAsync("umount", disk);
            }

            Directory.Delete(disk, recursive: true);
        }
    }

    private static async Task FillAndRecoverAsync(string disk)
    {
        var ballast = Path.Combine(disk, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[40_000], Token);
        var store = new SessionStore(disk, TimeProvider.System);
        var session = await store.CreateAsync("/w", [], "1.0", Token);
        var heard = new List<string>();
        using var subscription = session.Subscribe(envelope => heard.Add(((SessionEvent.UserMessage)envelope.Event).MessageId));
        var saved = new List<string>();
        var refused = await Assert.ThrowsAsync<JournalException>(async () =>
        {
            for (var i = 0; ; i++)
            {
                session.Append(Says(new string('x', 1000), $"u{i}"));
                await session.FlushAsync(Token);
                saved.Add($"u{i}");
            }
        });
        Assert.Contains("free some space", refused.Message, StringComparison.Ordinal);
        Assert.Throws<JournalException>(() => session.Append(Says("more")));
        Assert.Throws<JournalException>(() => session.Publish(new SessionEvent.TextDelta("a", "b")));
        await Assert.ThrowsAsync<JournalException>(async () => await session.FlushAsync(Token));
        await session.DisposeAsync();
        Assert.NotEmpty(saved);
        Assert.Equal(saved, heard);

        // Whole lines only, without any repair.
        var bytes = await File.ReadAllBytesAsync(SessionFolder.JournalOf(session), Token);
        Assert.Equal((byte)'\n', bytes[^1]);

        File.Delete(ballast);
        await using var again = await store.OpenAsync(session.Id, Token);
        Assert.Equal(saved.Count, again.State.Conversation.OfType<Message.User>().Count());
        again.Append(Says("there is space"));
        await again.FlushAsync(Token);
        Assert.False(File.Exists(Path.Combine(session.Directory, "journal.torn")));
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode == 0;
    }
}
