using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Search;

internal enum GrepOutput
{
    Content,
    Files,
    Count,
}

/// <param name="Pattern">What to look for.</param>
/// <param name="Path">Where: a directory or one file.</param>
/// <param name="Glob">Only files it matches, when given.</param>
/// <param name="Output">What to show of the matches.</param>
/// <param name="Context">Lines around a match.</param>
/// <param name="Limit">Matching lines, or files, at most shown.</param>
internal sealed record GrepRequest(LinePattern Pattern, WorkspacePath Path, PathGlob? Glob, GrepOutput Output, int Context, int Limit);
