namespace EditorAgent.Core.Permissions;

/// <summary>Why a call was denied, told apart by what would help.</summary>
public enum DenialCause
{
    /// <summary>Nothing that another start of the same run would change.</summary>
    Other,

    Rule,

    Hook,

    /// <summary>Plan mode.</summary>
    Mode,

    /// <summary>The workspace is not trusted, and that could be changed.</summary>
    Untrusted,

    /// <summary>It was to be asked about, and nobody is there.</summary>
    Unattended,

    Person,
}
