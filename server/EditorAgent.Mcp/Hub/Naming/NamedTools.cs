using System.Collections.Immutable;

namespace EditorAgent.Mcp.Hub.Naming;

/// <summary>The tools of one server under the names that a model calls them by, and one line for each tool that has none.</summary>
internal sealed record NamedTools(ImmutableArray<NamedTool> Tools, ImmutableArray<string> Problems);
