using System.Collections.Immutable;

namespace EditorAgent.Core.Sessions;

/// <param name="Found">Newest first.</param>
/// <param name="IsPartial">Whether a limit ended the search: there may be more.</param>
public sealed record SessionFindings(ImmutableArray<SessionFinding> Found, bool IsPartial);
