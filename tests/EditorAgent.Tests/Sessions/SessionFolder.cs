using System.Diagnostics.CodeAnalysis;
using EditorAgent.Core.Sessions;
using Xunit;

namespace EditorAgent.Tests.Sessions;

/// <summary>A sessions directory that is gone after the test.</summary>
public sealed class SessionFolder : IDisposable
{
    public SessionFolder()
    {
        Root = System.IO.Directory.CreateTempSubdirectory("sessions-").FullName;
        Store = new SessionStore(Root, TimeProvider.System);
    }

    public string Root { get; }

    public SessionStore Store { get; }

    public Task<Session> CreateAsync() => Store.CreateAsync("/w", [], "1.0", TestContext.Current.CancellationToken);

    public Task<Session> OpenAsync(SessionId id) => Store.OpenAsync(id, TestContext.Current.CancellationToken);

    [SuppressMessage("Performance", "CA1822", Justification = "Reads as part of the folder.")]
    public string JournalOf(Session session) => Path.Combine(session.Directory, "journal.jsonl");

    public void Dispose() => System.IO.Directory.Delete(Root, recursive: true);
}
