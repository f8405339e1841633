namespace EditorAgent.Core.Permissions;

/// <summary>
/// What a tool's subjects are, where only its name is known: for examples beside a rule. A call itself says what it touches.
/// </summary>
internal static class SubjectKinds
{
    public static SubjectKind Of(string tool) => tool.ToLowerInvariant() switch
    {
        "shell" or "run_tests" => SubjectKind.Command,
        "web_fetch" or "web_search" or "fetch" => SubjectKind.Address,
        _ => SubjectKind.Path,
    };
}
