using System.Collections.Immutable;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Core.Review;

/// <summary>What came of judging changes.</summary>
/// <param name="UndoTurn">Under this name what was written can be taken back; null when nothing was.</param>
/// <param name="Judged">Ids of the hunks that are no longer under review.</param>
/// <param name="Refused">The others that were meant.</param>
public sealed record ReviewOutcome(TurnId? UndoTurn, ImmutableArray<string> Judged, ImmutableArray<ReviewRefusal> Refused);
