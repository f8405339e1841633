using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;

namespace EditorAgent.Host.Headless;

/// <summary>Tells whoever started a run what happens.</summary>
internal interface IRunReport : IAsyncDisposable
{
    /// <summary>Whom to ask where nothing was approved beforehand.</summary>
    IPermissionPrompt Asks { get; }

    /// <summary>Before anything of the session is told.</summary>
    void Begin(SessionId session, string folder);

    /// <summary>Returns at once; called from the session's writer.</summary>
    void Receive(SessionEnvelope envelope);

    /// <summary>Returns when everything is written.</summary>
    Task CompleteAsync(RunEnd end);
}
