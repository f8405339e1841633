using EditorAgent.Core.Agent;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces.Buffers;
using Microsoft.Extensions.Logging;

namespace EditorAgent.LanguageServer;

/// <summary>What the door needs of the process.</summary>
public sealed record LanguageServerParts
{
    /// <summary>Where this editor's documents go; nobody else writes it.</summary>
    public required OpenBuffers Buffers { get; init; }

    public required string Version { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }
}
