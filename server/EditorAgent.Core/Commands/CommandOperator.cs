namespace EditorAgent.Core.Commands;

/// <summary>What stands between two commands.</summary>
public enum CommandOperator
{
    /// <summary><c>&amp;&amp;</c></summary>
    And,

    /// <summary><c>||</c></summary>
    Or,

    /// <summary><c>;</c></summary>
    Then,

    /// <summary><c>|</c></summary>
    Pipe,
}
