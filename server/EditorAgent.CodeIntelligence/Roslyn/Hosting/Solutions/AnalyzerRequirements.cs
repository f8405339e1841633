using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Solutions;

/// <summary>What an analyzer's file says about the compiler it was made for, read without loading it.</summary>
internal static class AnalyzerRequirements
{
    private static readonly string[] CompilerAssemblies = ["Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp"];

    private static readonly Version Ours = typeof(Compilation).Assembly.GetName().Version!;

    /// <summary>Null when our compiler is new enough, or the file says nothing.</summary>
    public static string? NewerCompiler(string path)
    {
        try
        {
            using var image = new PEReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            if (!image.HasMetadata)
            {
                return null;
            }

            var reader = image.GetMetadataReader();
            var newest = reader.AssemblyReferences
                .Select(reader.GetAssemblyReference)
                .Where(reference => CompilerAssemblies.Any(name => reader.StringComparer.Equals(reference.Name, name)))
                .Select(reference => reference.Version)
                .Max();
            return newest > Ours ? newest.ToString(2) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            return null;
        }
    }
}
