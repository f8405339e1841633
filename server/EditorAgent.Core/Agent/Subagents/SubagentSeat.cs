using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Delegation;

namespace EditorAgent.Core.Agent.Subagents;

/// <summary>What a subagent is put together for.</summary>
/// <param name="Session">Its journal; its own from here on.</param>
/// <param name="Profile">What it is for.</param>
/// <param name="Prompt">Asks the session's person in its name.</param>
/// <param name="Origin">Whose task it has.</param>
public sealed record SubagentSeat(Session Session, SubagentProfile Profile, IPermissionPrompt Prompt, SubagentOrigin Origin);
