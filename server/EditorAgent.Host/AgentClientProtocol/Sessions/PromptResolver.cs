using System.Collections.Immutable;
using EditorAgent.Core.Models;

namespace EditorAgent.Host.AgentClientProtocol.Sessions;

/// <summary>Looks up what a prompt only names, as the first thing of its turn.</summary>
internal delegate Task<ImmutableArray<ContentPart>> PromptResolver(ImmutableArray<ContentPart> prompt, CancellationToken cancellationToken);
