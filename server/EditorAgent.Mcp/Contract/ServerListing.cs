using System.Collections.Immutable;

namespace EditorAgent.Mcp.Contract;

/// <summary>A whole list of a server, all pages of it.</summary>
/// <param name="Problems">One line for each entry that is unusable and left out.</param>
public sealed record ServerListing<T>(ImmutableArray<T> Items, ImmutableArray<string> Problems, CacheAdvice Cache);
