namespace EditorAgent.Core.Permissions;

/// <summary>The names of what can decide, for programs that read them.</summary>
public static class DecisionSourceName
{
    public static string Of(DecisionSource source) => source switch
    {
        DecisionSource.Rule => "rule",
        DecisionSource.Grant => "grant",
        DecisionSource.Safeguard => "safeguard",
        DecisionSource.AutoRunTable => "auto_run_table",
        DecisionSource.Mode => "mode",
        DecisionSource.Hook => "hook",
        DecisionSource.Person => "person",
        _ => "default",
    };
}
