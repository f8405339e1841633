namespace EditorAgent.Core.Tools;

/// <summary>Brings tools to a session's catalog after its start. Belongs to the session, which disposes of it.</summary>
public interface ILateTools : IAsyncDisposable
{
    /// <summary>A turn begins: what is known by now is added, what may have changed outside is looked at. Returns at once.</summary>
    void BeginTurn();

    /// <summary>A call names a tool that is not in the catalog. Returns when it is, or when it will not come; after a few seconds at most.</summary>
    ValueTask ArriveAsync(string toolName, CancellationToken cancellationToken);
}
