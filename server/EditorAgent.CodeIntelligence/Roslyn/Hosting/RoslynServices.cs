using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Host.Mef;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting;

/// <summary>
/// What the Roslyn of this process can do. Ours can analyse; that of an SDK, which the fix host runs on, has its refactorings and fixers beside it.
/// </summary>
internal static class RoslynServices
{
    private static readonly string[] FeatureNames = ["Microsoft.CodeAnalysis.Features", "Microsoft.CodeAnalysis.CSharp.Features"];

    /// <summary>The assemblies with fixers and refactorings; empty when this Roslyn comes without.</summary>
    public static IReadOnlyList<Assembly> Features()
    {
        var directory = Path.GetDirectoryName(typeof(Workspace).Assembly.Location);
        return directory is not null && FeatureNames.All(name => File.Exists(Path.Join(directory, name + ".dll")))
            ? [.. FeatureNames.Select(name => Assembly.Load(new AssemblyName(name)))]
            : [];
    }

    public static AdhocWorkspace NewWorkspace() => Features() is { Count: > 0 } features
        ? new AdhocWorkspace(MefHostServices.Create(MefHostServices.DefaultAssemblies.Concat(features)))
        : new AdhocWorkspace();
}
