using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Core.Agent.Subagents;

/// <summary>Whose call a subagent works for. Its file changes are that session's: kept, undone and reviewed there.</summary>
public sealed record SubagentOrigin(Session Session, TurnId Turn, ToolCallId Call);
