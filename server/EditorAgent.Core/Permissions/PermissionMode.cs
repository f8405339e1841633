namespace EditorAgent.Core.Permissions;

/// <summary>How the session treats what no rule decides. Deny rules hold in every mode.</summary>
public enum PermissionMode
{
    /// <summary>Read-only: whatever would change or start something is denied.</summary>
    Plan,

    /// <summary>Reading runs, everything else asks.</summary>
    Ask,

    /// <summary>Edits inside the workspace run, the rest asks.</summary>
    AcceptEdits,

    /// <summary>What would be asked is approved.</summary>
    Yolo,
}
