namespace EditorAgent.ModelProviders.Verification;

public enum FindingGrade
{
    Passed,

    /// <summary>Works, with a cost or a repair.</summary>
    Warning,

    Failed,

    /// <summary>Could not be told, for a reason that speaks for nothing.</summary>
    Skipped,
}
