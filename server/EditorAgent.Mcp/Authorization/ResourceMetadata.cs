using System.Collections.Immutable;

namespace EditorAgent.Mcp.Authorization;

/// <summary>What a server says of itself as a protected resource (RFC 9728).</summary>
/// <param name="Resource">Its identifier as it writes it: what tokens are asked for (RFC 8707).</param>
/// <param name="Issuer">Its authorization server, as it writes it.</param>
/// <param name="Scopes">What it knows.</param>
/// <param name="IsLegacy">It says nothing of itself, as servers of 2025-03-26: the issuer is its own origin.</param>
internal sealed record ResourceMetadata(string Resource, string Issuer, ImmutableArray<string> Scopes, bool IsLegacy);
