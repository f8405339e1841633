using System.Collections.Immutable;
using Microsoft.Build.Execution;

namespace EditorAgent.CodeIntelligence.Loading.Evaluation;

/// <summary>Reads a leg out of the instance that its design-time build ran on.</summary>
internal static class LegReader
{
    public static ProjectLeg Read(EvaluatedLeg leg, string name, string? error)
    {
        var instance = leg.Instance;
        var arguments = instance.GetItems("CscCommandLineArgs").Select(item => item.EvaluatedInclude).ToImmutableArray();
        var folder = Path.GetDirectoryName(leg.ProjectPath)!;
        return new ProjectLeg
        {
            ProjectPath = leg.ProjectPath,
            Name = name,
            TargetFramework = leg.TargetFramework,
            AssemblyName = Value(instance, "AssemblyName") ?? Path.GetFileNameWithoutExtension(leg.ProjectPath),
            RootNamespace = Value(instance, "RootNamespace") ?? "",
            OutputPaths = [.. Outputs(instance, folder)],
            ProjectAssetsFile = Value(instance, "ProjectAssetsFile") is { } assets ? ProjectPaths.Full(assets, folder) : null,
            IsTestProject = IsTrue(instance, "IsTestProject") || IsTrue(instance, "IsTestingPlatformApplication"),
            HasDefaultItems = IsTrue(instance, "UsingMicrosoftNETSdk") && !IsFalse(instance, "EnableDefaultItems") && !IsFalse(instance, "EnableDefaultCompileItems"),
            Packages = [.. instance.GetItems("PackageReference").Select(item => item.EvaluatedInclude).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)],
            ProjectReferences = [.. References(instance, folder)],
            Arguments = arguments.IsEmpty ? [.. DegradedArguments.Of(instance)] : arguments,
            Degraded = Reason(leg, !arguments.IsEmpty, folder, error),
        };
    }

    /// <summary>Arguments can be there without the packages they should name.</summary>
    private static string? Reason(EvaluatedLeg leg, bool hasArguments, string folder, string? error)
    {
        var restore = Value(leg.Instance, "ProjectAssetsFile") is { } assets ? RestoreReason(leg, ProjectPaths.Full(assets, folder)) : null;
        if (hasArguments)
        {
            return restore;
        }

        var cause = restore ?? (error is null ? "no compiler arguments" : $"failed {error}");
        return leg.TargetFramework is { } framework ? $"degraded {framework}: {cause}" : $"degraded: {cause}";
    }

    private static string? RestoreReason(EvaluatedLeg leg, string assets) => RestoredAssets.Read(assets) switch
    {
        null => ProjectLeg.NotRestored,
        { Error: { } code } => $"failed {code}",
        var restored when leg.TargetFramework is { } framework && !restored.Frameworks.Contains(framework) => $"no restore of {framework}",
        _ => null,
    };

    private static IEnumerable<string> Outputs(ProjectInstance instance, string folder)
    {
        var named = new[] { Value(instance, "TargetPath"), Value(instance, "TargetRefPath") }.OfType<string>();
        var intermediate = instance.GetItems("IntermediateAssembly").Concat(instance.GetItems("IntermediateRefAssembly")).Select(item => item.EvaluatedInclude);
        return named.Concat(intermediate).Select(path => ProjectPaths.Full(path, folder)).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> References(ProjectInstance instance, string folder) =>
        instance.GetItems("ProjectReference")
            .Where(item => !item.GetMetadataValue("ReferenceOutputAssembly").Equals("false", StringComparison.OrdinalIgnoreCase))
            .Select(item => ProjectPaths.Full(item.EvaluatedInclude, folder))
            .Distinct(StringComparer.Ordinal);

    private static string? Value(ProjectInstance instance, string property) => instance.GetPropertyValue(property) is { Length: > 0 } value ? value : null;

    private static bool IsTrue(ProjectInstance instance, string property) => instance.GetPropertyValue(property).Equals("true", StringComparison.OrdinalIgnoreCase);

    private static bool IsFalse(ProjectInstance instance, string property) => instance.GetPropertyValue(property).Equals("false", StringComparison.OrdinalIgnoreCase);
}
