namespace EditorAgent.Core.Permissions;

/// <summary>The modes' names in configuration, on the command line and on the wire.</summary>
public static class PermissionModeName
{
    public static string Of(PermissionMode mode) => mode switch
    {
        PermissionMode.Plan => "plan",
        PermissionMode.AcceptEdits => "accept-edits",
        PermissionMode.Yolo => "yolo",
        _ => "ask",
    };

    /// <summary>The mode of that name, or null.</summary>
    public static PermissionMode? Parse(string? name) => name switch
    {
        "plan" => PermissionMode.Plan,
        "ask" => PermissionMode.Ask,
        "accept-edits" => PermissionMode.AcceptEdits,
        "yolo" => PermissionMode.Yolo,
        _ => null,
    };
}
