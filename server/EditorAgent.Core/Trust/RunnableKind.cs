namespace EditorAgent.Core.Trust;

/// <summary>What kind of thing would run; in the order in which a person should hear of them.</summary>
public enum RunnableKind
{
    /// <summary>A server declared in an <c>mcp.json</c>; beside trust it needs an approval of its own.</summary>
    McpServer,

    /// <summary>A hook of git or of an agent.</summary>
    Hook,

    /// <summary>Commands, tasks, imports and analyzers that a build runs beside compiling.</summary>
    BuildLogic,

    PackageScript,

    /// <summary>Tasks, launch settings and containers that an editor starts.</summary>
    EditorTask,

    /// <summary>Tests of a project: their code runs as it is.</summary>
    Tests,

    /// <summary>Other files by which a build, a tool or an agent is told what to do.</summary>
    Definition,
}
