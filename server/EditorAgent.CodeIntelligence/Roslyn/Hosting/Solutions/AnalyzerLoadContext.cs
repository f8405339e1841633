using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Solutions;

/// <summary>
/// Assemblies of one directory. What this process has already (the compiler above all) comes from here, so that types are the same on both
/// sides; the rest comes from the directory.
/// </summary>
/// <param name="directory">Where analyzers and what they bring along lie.</param>
/// <param name="isRebuildable">Whether files may be overwritten while we use them; they are then read into memory.</param>
internal sealed class AnalyzerLoadContext(string directory, bool isRebuildable)
    : AssemblyLoadContext("analyzers of " + directory, isCollectible: isRebuildable), IAnalyzerAssemblyLoader
{
    /// <summary>Where the compiler lives: in the fix host not the default context but that of the SDK's own Roslyn.</summary>
    private static readonly AssemblyLoadContext Compiler = GetLoadContext(typeof(Compilation).Assembly) ?? Default;

    private readonly ConcurrentDictionary<string, Lazy<Assembly>> loaded = new(FilePaths.Comparer);

    public void AddDependencyLocation(string fullPath)
    {
    }

    public Assembly LoadFromPath(string fullPath) => this.loaded.GetOrAdd(fullPath, path => new(() => this.Open(path))).Value;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        try
        {
            return Compiler.LoadFromAssemblyName(assemblyName);
        }
        catch (Exception absent) when (absent is FileNotFoundException or FileLoadException)
        {
            var path = Path.Combine(directory, assemblyName.Name + ".dll");
            return File.Exists(path) ? this.LoadFromPath(path) : null;
        }
    }

    private Assembly Open(string path) => this.IsCollectible ? this.LoadFromStream(new MemoryStream(File.ReadAllBytes(path))) : this.LoadFromAssemblyPath(path);
}
