namespace EditorAgent.Security.Tests.Judging;

/// <summary>What became of a call.</summary>
internal enum Outcome
{
    /// <summary>There was none.</summary>
    Nothing,

    /// <summary>A person was asked.</summary>
    Asked,

    /// <summary>Refused without a question.</summary>
    Denied,

    /// <summary>It ran without a question and came to a good end.</summary>
    Ran,

    /// <summary>It ran without a question and failed.</summary>
    Failed,
}
