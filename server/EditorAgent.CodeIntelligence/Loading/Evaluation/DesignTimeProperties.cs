namespace EditorAgent.CodeIntelligence.Loading.Evaluation;

/// <summary>What makes a build describe the compilation instead of doing it.</summary>
internal static class DesignTimeProperties
{
    public static Dictionary<string, string> For(WorkspaceProjects workspace, string? configuration)
    {
        var properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["DesignTimeBuild"] = "true",
            ["BuildingInsideVisualStudio"] = "true",
            ["BuildProjectReferences"] = "false",
            ["BuildingProject"] = "false",
            ["ProvideCommandLineArgs"] = "true",
            ["SkipCompilerExecution"] = "true",
            ["ContinueOnError"] = "ErrorAndContinue",
            ["ShouldUnsetParentConfigurationAndPlatform"] = "false",
            ["AlwaysCompileMarkupFilesInSeparateDomain"] = "false",
            ["NonExistentFile"] = Path.Combine("__NonExistentSubDir__", "__NonExistentFile__"),
            ["NuGetAudit"] = "false",
            ["CopyBuildOutputToOutputDirectory"] = "false",
            ["UseAppHost"] = "false",
            ["NuGetInteractive"] = "false",
        };
        if (configuration is not null)
        {
            properties["Configuration"] = configuration;
        }

        if (workspace.SolutionPath is { } solution)
        {
            properties["SolutionDir"] = Path.GetDirectoryName(solution) + Path.DirectorySeparatorChar;
            properties["SolutionPath"] = solution;
            properties["SolutionName"] = Path.GetFileNameWithoutExtension(solution);
            properties["SolutionFileName"] = Path.GetFileName(solution);
            properties["SolutionExt"] = Path.GetExtension(solution);
        }

        return properties;
    }
}
