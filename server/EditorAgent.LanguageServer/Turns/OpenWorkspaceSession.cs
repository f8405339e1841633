using EditorAgent.Core.Agent;
using EditorAgent.Core.Tools;

namespace EditorAgent.LanguageServer.Turns;

/// <summary>Opens a session in a folder, which asks its questions through <paramref name="prompt"/>. The caller's from there on.</summary>
/// <exception cref="SessionUnavailableException">No session can be had here.</exception>
public delegate Task<AgentSession> OpenWorkspaceSession(string folder, IPermissionPrompt prompt, CancellationToken cancellationToken);
