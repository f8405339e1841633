using EditorAgent.Core.Sessions;
using Xunit;

namespace EditorAgent.Tests.Sessions;

/// <summary>A sessions directory that is gone after the test.</summary>
public sealed class SessionFolder : IDisposable
{
    public SessionFolder(TimeProvider? time = null)
    {
        Root = System.IO.Directory.CreateTempSubdirectory("sessions-").FullName;
        Store = new SessionStore(Root, time ?? TimeProvider.System);
    }

    public string Root { get; }

    public SessionStore Store { get; }

    public Task<Session> CreateAsync() => Store.CreateAsync("/w", [], "1.0", TestContext.Current.CancellationToken);

    public Task<Session> OpenAsync(SessionId id) => Store.OpenAsync(id, TestContext.Current.CancellationToken);

    public static string JournalOf(Session session) => Path.Combine(session.Directory, "journal.jsonl");

    /// <summary>Opens what a process that died now would leave behind, with <paramref name="damage"/> done to the journal.</summary>
    public async Task<Session> ReopenAfterCrashAsync(Session session, Func<byte[], byte[]>? damage = null)
    {
        await session.FlushAsync(TestContext.Current.CancellationToken);
        var bytes = await File.ReadAllBytesAsync(JournalOf(session), TestContext.Current.CancellationToken);
        await session.DisposeAsync();
        await File.WriteAllBytesAsync(JournalOf(session), damage?.Invoke(bytes) ?? bytes, TestContext.Current.CancellationToken);
        return await OpenAsync(session.Id);
    }

    public void Dispose() => System.IO.Directory.Delete(Root, recursive: true);
}
