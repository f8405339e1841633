using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Solutions;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Freshness;

/// <summary>A load on its way into the workspace.</summary>
/// <param name="Projects">What it consists of.</param>
/// <param name="DoubtfulDirectories">Their files may have come after the load began.</param>
/// <param name="ChangedInputs">Build files that were written after it began.</param>
internal sealed record PreparedLoad(
    ImmutableDictionary<ProjectId, BuiltProject> Projects, IReadOnlyList<string> DoubtfulDirectories, IReadOnlyList<string> ChangedInputs);
