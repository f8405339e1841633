namespace EditorAgent.Core.Tools.Delegation;

/// <summary>Gives tasks to subagents of a session: agents with a conversation of their own and never more rights than the session has.</summary>
public interface ISubagents
{
    /// <summary>Why a subagent cannot go on with a task of this profile; null when it can. Starts nothing.</summary>
    string? WhyNotResumable(string id, SubagentProfile profile);

    /// <summary>
    /// Runs a task to its end. The result is the subagent's last answer with what it took, and comes also when it failed or was cancelled.
    /// Several may run side by side; beyond the limit they wait.
    /// </summary>
    /// <param name="task">What is to be done.</param>
    /// <param name="output">Hears one line for each step.</param>
    /// <param name="cancellationToken">Ends the subagent at once, with all it started.</param>
    Task<ToolResult> RunAsync(SubagentTask task, IProgress<string> output, CancellationToken cancellationToken);
}
