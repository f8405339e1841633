using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Loading.Caching;

/// <param name="Inputs">What the project was made from.</param>
/// <param name="Present">For each of <see cref="ProjectInputs.Presence"/> whether it was there.</param>
/// <param name="SetHashes">For each of <see cref="ProjectInputs.Sets"/> what was in it.</param>
internal sealed record CachedProject(ProjectInputs Inputs, ImmutableArray<bool> Present, ImmutableArray<ulong> SetHashes);
