using System.Collections.Immutable;

namespace EditorAgent.Core.Commands;

/// <summary>What a command of the auto-run table reads.</summary>
/// <param name="Paths">As written, from the directory it runs in.</param>
/// <param name="Reach">How far below them.</param>
internal sealed record CommandReads(ImmutableArray<string> Paths, CommandReach Reach)
{
    public static CommandReads Nothing { get; } = new([], CommandReach.Named);
}
