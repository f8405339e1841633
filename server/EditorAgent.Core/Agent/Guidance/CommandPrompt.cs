using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;

namespace EditorAgent.Core.Agent.Guidance;

/// <summary>A command as a prompt.</summary>
/// <param name="Content">What was typed, and what it stands for.</param>
/// <param name="Mode">What the session changes to first; null leaves it.</param>
internal sealed record CommandPrompt(ImmutableArray<ContentPart> Content, PermissionMode? Mode);
