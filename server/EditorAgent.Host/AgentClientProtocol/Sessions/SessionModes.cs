using EditorAgent.Core.Permissions;
using EditorAgent.Protocol.Sessions;

namespace EditorAgent.Host.AgentClientProtocol.Sessions;

/// <summary>The permission modes as a client shows them.</summary>
internal static class SessionModes
{
    private static readonly PermissionMode[] All = [PermissionMode.Plan, PermissionMode.Ask, PermissionMode.AcceptEdits, PermissionMode.Yolo];

    public static string IdOf(PermissionMode mode) => PermissionModeName.Of(mode);

    /// <exception cref="StreamJsonRpc.LocalRpcException">There is no such mode.</exception>
    public static PermissionMode Parse(string id) =>
        PermissionModeName.Parse(id)
        ?? throw AcpErrors.InvalidParams($"There is no mode '{id}'. Modes: {string.Join(", ", All.Select(PermissionModeName.Of))}.");

    /// <param name="policy">Of the session.</param>
    public static SessionModeState State(PermissionPolicy policy) => new()
    {
        CurrentModeId = IdOf(policy.Mode),
        AvailableModes = [.. In(policy).Select(mode => new SessionMode { Id = IdOf(mode), Name = NameOf(mode), Description = DescriptionOf(mode) })],
    };

    public static SessionConfigOption Option(PermissionPolicy policy) => new SessionConfigOption.Select
    {
        Id = "mode",
        Name = "Mode",
        Description = "What the agent may do without asking",
        Category = SessionConfigOptionCategories.Mode,
        CurrentValue = IdOf(policy.Mode),
        Options = new SessionConfigSelectOptions.Flat(
            [.. In(policy).Select(mode => new SessionConfigSelectOption { Value = IdOf(mode), Name = NameOf(mode), Description = DescriptionOf(mode) })]),
    };

    /// <summary>A restricted session has one mode and keeps it.</summary>
    private static PermissionMode[] In(PermissionPolicy policy) => policy.IsRestricted ? [policy.Mode] : All;

    private static string NameOf(PermissionMode mode) => mode switch
    {
        PermissionMode.Plan => "Plan",
        PermissionMode.AcceptEdits => "Accept edits",
        PermissionMode.Yolo => "Yolo",
        _ => "Ask",
    };

    private static string DescriptionOf(PermissionMode mode) => mode switch
    {
        PermissionMode.Plan => "Reads only; changes and commands are denied",
        PermissionMode.AcceptEdits => "Edits inside the workspace run, the rest asks",
        PermissionMode.Yolo => "Approves what would be asked; deny rules still hold",
        _ => "Reading runs, everything else asks",
    };
}
