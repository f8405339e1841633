using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Solutions;

/// <summary>What of a project may stay when it is loaded again.</summary>
internal static class ProjectComparison
{
    public static bool HaveSameSettings(ProjectInfo left, ProjectInfo right) =>
        left.AssemblyName == right.AssemblyName
        && left.OutputFilePath == right.OutputFilePath
        && Equals(left.ParseOptions, right.ParseOptions)
        && Equals(left.CompilationOptions, right.CompilationOptions);

    /// <summary>Gives a project the references of <paramref name="wanted"/>, if they differ from those it was built with.</summary>
    public static Solution AlignReferences(Solution solution, ProjectInfo built, ProjectInfo wanted)
    {
        if (!built.ProjectReferences.SequenceEqual(wanted.ProjectReferences))
        {
            solution = solution.WithProjectReferences(wanted.Id, wanted.ProjectReferences);
        }

        if (!built.MetadataReferences.SequenceEqual(wanted.MetadataReferences))
        {
            solution = solution.WithProjectMetadataReferences(wanted.Id, wanted.MetadataReferences);
        }

        return built.AnalyzerReferences.SequenceEqual(wanted.AnalyzerReferences)
            ? solution
            : solution.WithProjectAnalyzerReferences(wanted.Id, wanted.AnalyzerReferences);
    }
}
