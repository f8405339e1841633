using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Hosting;

/// <summary>Assemblies for tests, made by the compiler that is at hand.</summary>
internal static class CompiledAssembly
{
    private static readonly MetadataReference[] Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path).StartsWith("netstandard", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly MetadataReference[] Compiler =
    [
        MetadataReference.CreateFromFile(typeof(Compilation).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(CSharpCompilation).Assembly.Location),
    ];

    /// <summary>A source generator that adds one source to every project.</summary>
    public static void WriteGenerator(string path, string generated) => Write(
        path,
        $$""""
        using Microsoft.CodeAnalysis;

        [Generator]
        public sealed class TestGenerator : IIncrementalGenerator
        {
            public void Initialize(IncrementalGeneratorInitializationContext context) =>
                context.RegisterPostInitializationOutput(output => output.AddSource("Made.g.cs", """{{generated}}"""));
        }
        """",
        Compiler);

    /// <summary>A generator for a compiler that does not exist yet.</summary>
    public static void WriteGeneratorOfTheFuture(string path, string scratch)
    {
        var future = Path.Combine(scratch, "Microsoft.CodeAnalysis.dll");
        Write(future, "[assembly: System.Reflection.AssemblyVersion(\"99.1.0.0\")] public class FromTheFuture;", []);
        Write(path, "public class Uses : FromTheFuture;", [MetadataReference.CreateFromFile(future)]);
    }

    private static void Write(string path, string source, IEnumerable<MetadataReference> references)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(source)],
            [.. Platform, .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var result = compilation.Emit(path);
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
        }
    }
}
