namespace EditorAgent.Core.Tools;

/// <summary>Brings tools to a session's catalog after its start. Belongs to the session, which disposes of it.</summary>
public interface ILateTools : IAsyncDisposable
{
    /// <summary>A turn begins: what is known by now is added, what may have changed outside is looked at. Waits for the disk at most.</summary>
    ValueTask BeginTurnAsync(CancellationToken cancellationToken);

    /// <summary>A tool that is called and not in the catalog. It may still be coming: then this waits, for a few seconds at most.</summary>
    ValueTask<ITool?> FindAsync(string toolName, CancellationToken cancellationToken);

    /// <summary>Why a tool that was not found is not there, for the model: one or two sentences. Null where nothing is known of it.</summary>
    string? WhyMissing(string toolName) => null;
}
