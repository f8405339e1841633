namespace EditorAgent.CodeIntelligence.LanguageServers.Servers;

/// <summary>The extensions of <see cref="LanguageServerDefaults"/>, told without making the declarations: every session asks before its first request.</summary>
public static class ServedExtensions
{
    public static bool Has(string extension) => extension.ToLowerInvariant() is
        ".ts" or ".mts" or ".cts" or ".tsx" or ".js" or ".mjs" or ".cjs" or ".jsx"
        or ".py" or ".pyi"
        or ".c" or ".h" or ".cc" or ".cpp" or ".cxx" or ".hh" or ".hpp" or ".hxx" or ".m" or ".mm"
        or ".go";
}
