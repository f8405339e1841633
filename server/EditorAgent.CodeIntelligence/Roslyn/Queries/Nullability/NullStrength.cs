namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Nullability;

/// <summary>How likely a finding is the null reference that somebody looks for; more is likelier.</summary>
internal static class NullStrength
{
    /// <summary>The compiler cannot rule it out, nobody is known to do it.</summary>
    public const int Possible = 1;

    /// <summary>A field or property is set to null somewhere.</summary>
    public const int Assigned = 2;

    /// <summary>A caller passes null, or a declared <c>T?</c> of a library comes back.</summary>
    public const int Passed = 3;

    /// <summary>The source says <c>T?</c>.</summary>
    public const int Declared = 4;

    /// <summary>The source says <c>return null</c>.</summary>
    public const int Returned = 5;

    /// <summary>The member is in the stack trace.</summary>
    public const int Frame = 10;

    /// <summary>The very line is in the stack trace.</summary>
    public const int FrameLine = 20;
}
