using System.Collections.Immutable;

namespace EditorAgent.Core.Sessions;

/// <summary>What came of taking a turn back.</summary>
/// <param name="UndoTurn">Under this name the undo itself can be taken back; null when it changed nothing.</param>
/// <param name="Restored">Files that are again what they were before the turn.</param>
/// <param name="Conflicts">Files left alone, because they have changed since, or because their old content was not kept.</param>
public sealed record UndoOutcome(TurnId? UndoTurn, ImmutableArray<string> Restored, ImmutableArray<string> Conflicts);
