namespace EditorAgent.Core.Tools.Delegation;

/// <summary>What a subagent is for, and thereby what it is given.</summary>
public enum SubagentProfile
{
    /// <summary>Finds out; reads only.</summary>
    Explore,

    /// <summary>Works out how something is to be done; reads only.</summary>
    Plan,

    /// <summary>Does a piece of the work, with the rights that the session has at that moment.</summary>
    Code,
}
