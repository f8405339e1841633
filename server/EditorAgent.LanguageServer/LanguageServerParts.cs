using EditorAgent.Core.Tools.Testing;
using EditorAgent.Core.Workspaces.Buffers;
using EditorAgent.LanguageServer.Turns;
using Microsoft.Extensions.Logging;

namespace EditorAgent.LanguageServer;

/// <summary>What the door needs of the process.</summary>
public sealed record LanguageServerParts
{
    /// <summary>Where this editor's documents go; nobody else writes it.</summary>
    public required OpenBuffers Buffers { get; init; }

    /// <summary>Which tests failed.</summary>
    public required TestOutcomes Outcomes { get; init; }

    /// <summary>For editors that know only LSP; null where the conversation has a connection of its own.</summary>
    public OpenWorkspaceSession? OpenSession { get; init; }

    /// <summary>The editor's process where the command line names it; <c>initialize</c> may name one too.</summary>
    public int? EditorProcess { get; init; }

    public required string Version { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }
}
