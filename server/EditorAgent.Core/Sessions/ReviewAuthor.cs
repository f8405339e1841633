using EditorAgent.Core.Models;

namespace EditorAgent.Core.Sessions;

/// <summary>The call that changed lines, and its turn.</summary>
public sealed record ReviewAuthor(TurnId Turn, ToolCallId Call);
