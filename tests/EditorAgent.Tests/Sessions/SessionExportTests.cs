using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Telemetry;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Sessions;

public sealed class SessionExportTests
{
    private const string Key = "export-key-77aa";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_WhenSessionHoldsAKnownKey_ShowsItNowhere()
    {
        SecretMask.Learn(Key);
        using var directory = new TemporaryDirectory();
        var store = new SessionStore(directory.Path, TimeProvider.System);
        await using var session = await store.CreateAsync(directory.Path, [], Key, Token);
        foreach (var happened in Happenings.OneOfEach().Where(happened => happened is not SessionEvent.Created))
        {
            session.Append(happened);
        }

        session.Append(new SessionEvent.UserMessage("m", [new ContentPart.Text($"my key is {Key}"), new ContentPart.Image("image/png", new byte[] { 1, 2, 3 })]));
        session.Append(new SessionEvent.ToolCallEnded(new("c"), "shell", [new ContentPart.Text($"echo {Key}")], IsError: false, null));
        session.Append(new SessionEvent.Reminder($"x{Key}y"));
        await session.FlushAsync(Token);

        var lines = store.Export(session.Id).ToList();

        Assert.All(lines, line => Assert.DoesNotContain(Key, line, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Equal(JsonValueKind.Object, JsonElement.Parse(line).ValueKind));
        Assert.Contains(lines, line => line.Contains("my key is ***", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("AQID", StringComparison.Ordinal));
        Assert.Contains(Key, await File.ReadAllTextAsync(Path.Combine(session.Directory, "journal.jsonl"), Token), StringComparison.Ordinal);
    }

    [Fact]
    public void Export_WhenThereIsNoSuchSession_SaysSo()
    {
        using var directory = new TemporaryDirectory();
        Assert.Throws<SessionNotFoundException>(() => new SessionStore(directory.Path, TimeProvider.System).Export(new SessionId("../x")));
    }
}
