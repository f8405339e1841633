using System.Diagnostics;
using System.Globalization;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using Xunit;

namespace EditorAgent.Tests.Sessions;

public sealed class JournalKillTests : IDisposable
{
    private const int Kills = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly SessionFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public async Task OpenAsync_WhenTheProcessWasKilledAtAnyPoint_HasEverythingThatWasAcknowledged()
    {
        SessionId id;
        await using (var session = await this.folder.CreateAsync())
        {
            id = session.Id;
        }

        var random = new Random(7);
        var next = 0;
        var acknowledged = new HashSet<string>();
        for (var kill = 0; kill < Kills; kill++)
        {
            var lines = await this.KillAfterAsync(id, next, random.Next(1, 40), random.Next(0, 20_000));
            acknowledged.UnionWith(lines);
            next += 1000;

            await using var session = await this.folder.OpenAsync(id);
            ConversationRules.Check(session.State.Conversation);
            Assert.Empty(session.State.OpenCalls);
            Assert.Null(session.State.CurrentTurn);
            var present = session.State.Conversation.OfType<Message.User>().Select(message => ((ContentPart.Text)message.Content[0]).Value).ToHashSet();
            Assert.Empty(acknowledged.Except(present));
        }

        Assert.True(acknowledged.Count >= Kills);

        // The system may cut a write short between two pages when it kills: what is cut off was acknowledged to nobody.
        var torn = Path.Combine(this.folder.Root, id.Value[..4], id.Value, "journal.torn");
        var cut = File.Exists(torn) ? await File.ReadAllTextAsync(torn, TestContext.Current.CancellationToken) : "";
        Assert.DoesNotContain(acknowledged, text => cut.Contains($"\"{text}\"", StringComparison.Ordinal));
    }

    private async Task<List<string>> KillAfterAsync(SessionId id, int first, int count, int spin)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet" or "testhost")
        {
            start.FileName = "dotnet";
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(typeof(JournalKillChild).Assembly.Location);
        }

        start.Environment[JournalKillChild.Variable] = string.Create(CultureInfo.InvariantCulture, $"{this.folder.Root}|{id}|{first}");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        using var child = Process.Start(start)!;
        try
        {
            return await ReadAndKillAsync(child, count, spin, limit.Token);
        }
        finally
        {
            child.Kill();
        }
    }

    private static async Task<List<string>> ReadAndKillAsync(Process child, int count, int spin, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines.Count < count)
        {
            lines.Add(await child.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The child ended by itself."));
        }

        Thread.SpinWait(spin);
        child.Kill();
        while (await child.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            lines.Add(line);
        }

        await child.WaitForExitAsync(cancellationToken);
        return lines;
    }
}
