using EditorAgent.Core.Permissions;

namespace EditorAgent.Core.Tools;

/// <summary>Where the pipeline writes down decisions. A call is approved only after <see cref="Decided"/> has returned.</summary>
/// <param name="Asked">A person is about to be asked; returns when everybody who follows the session has seen what it is about.</param>
/// <param name="Decided">The decision, allow or deny, and the grant that came with it.</param>
public sealed record DecisionJournal(
    Func<PermissionRequest, CancellationToken, ValueTask> Asked,
    Action<PermissionVerdict, StandingGrant?> Decided)
{
    /// <summary>The person has changed the call: this is what it would do now.</summary>
    public Action<PreparedToolCall.Planned> Changed { get; init; } = _ => { };
}
