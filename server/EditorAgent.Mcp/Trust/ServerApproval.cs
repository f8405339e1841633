using System.Collections.Immutable;

namespace EditorAgent.Mcp.Trust;

/// <summary>That the user agreed to one server, as it was then.</summary>
/// <param name="BelievesHints">The user takes the annotations of its tools at their word.</param>
internal sealed record ServerApproval(string Name, string Hash, DateTimeOffset ApprovedAt, bool BelievesHints, ImmutableArray<TrustLine> Facts);
