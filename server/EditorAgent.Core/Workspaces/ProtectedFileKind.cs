namespace EditorAgent.Core.Workspaces;

/// <summary>Why a file is never written, or read, on a general permission.</summary>
public enum ProtectedFileKind
{
    /// <summary>It holds keys or passwords.</summary>
    Secret,

    /// <summary>It says what an agent, this one or another, may do: its settings, rules, instructions and servers.</summary>
    AgentConfiguration,

    /// <summary>Something runs it later: hooks, project files, editor tasks, package scripts.</summary>
    ExecutesLater,
}
