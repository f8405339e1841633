using EditorAgent.Core.Models;

namespace EditorAgent.Core.Tools.Delegation;

/// <summary>What a subagent took for one task.</summary>
public sealed record SubagentUse(string Id, SubagentProfile Profile, int Steps, TokenUsage Usage);
