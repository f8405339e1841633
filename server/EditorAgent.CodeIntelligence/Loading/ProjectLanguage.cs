namespace EditorAgent.CodeIntelligence.Loading;

internal static class ProjectLanguage
{
    public static bool IsCSharp(string projectPath) => Path.GetExtension(projectPath).Equals(".csproj", StringComparison.OrdinalIgnoreCase);

    /// <summary>Why a project of another language is not loaded, fit for a coverage line.</summary>
    public static string Reason(string projectPath) => Path.GetExtension(projectPath).ToLowerInvariant() switch
    {
        ".fsproj" => "F# not covered",
        ".vbproj" => "Visual Basic not covered",
        ".vcxproj" => "C++ not covered",
        ".shproj" => "shared project, covered through the projects that import it",
        ".sqlproj" => "SQL not covered",
        "" => "not a project file",
        var other => $"{other} not covered",
    };
}
