using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using EditorAgent.CodeIntelligence.Roslyn.Hosting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EditorAgent.CodeIntelligence.Fixing.Inside;

/// <summary>
/// The fixers, refactorings and analyzers for C# of an SDK. Those of the compiler's ids are made at once, the analyzers when somebody asks for an
/// id of theirs. Safe to use from several threads.
/// </summary>
internal sealed class FixProviders
{
    private readonly Lazy<ImmutableArray<Type>> features;
    private readonly Lazy<ImmutableArray<Type>> netAnalyzers;
    private readonly Lazy<ILookup<string, CodeFixProvider>> fixers;
    private readonly Lazy<ILookup<string, CodeFixProvider>> netFixers;
    private readonly Lazy<ImmutableArray<CodeRefactoringProvider>> refactorings;
    private readonly Lazy<ImmutableArray<DiagnosticAnalyzer>> analyzers;

    public FixProviders(string sdkDirectory)
    {
        this.features = new(() => TypesOf(RoslynServices.Features()));
        this.netAnalyzers = new(() => TypesOf(NetAnalyzersOf(sdkDirectory)));
        this.fixers = new(() => FixersOf(this.features.Value));
        this.netFixers = new(() => FixersOf(this.netAnalyzers.Value));
        this.refactorings = new(() =>
        [
            .. this.features.Value
                .Where(type => type.GetCustomAttribute<ExportCodeRefactoringProviderAttribute>() is { } export && export.Languages.Contains(LanguageNames.CSharp))
                .Select(Make<CodeRefactoringProvider>).OfType<CodeRefactoringProvider>(),
        ]);
        this.analyzers = new(() => AnalyzersOf([.. this.features.Value, .. this.netAnalyzers.Value]));
    }

    public ImmutableArray<CodeRefactoringProvider> Refactorings => this.refactorings.Value;

    /// <summary>Fixers of the SDK for an id, and of the project's own analyzer packages.</summary>
    public ImmutableArray<CodeFixProvider> For(string id, Project project) =>
    [
        .. this.fixers.Value[id],
        .. IsCompilers(id) ? [] : this.netFixers.Value[id],
        .. IsCompilers(id) ? [] : FixersOf(PackagesOf(project))[id],
    ];

    /// <summary>Analyzers that report an id; none for the compiler's own.</summary>
    public ImmutableArray<DiagnosticAnalyzer> AnalyzersFor(string id, Project project)
    {
        if (IsCompilers(id))
        {
            return [];
        }

        var own = project.AnalyzerReferences.SelectMany(reference => reference.GetAnalyzers(LanguageNames.CSharp)).Where(Reports).ToImmutableArray();
        return own.IsEmpty ? [.. this.analyzers.Value.Where(Reports)] : own;

        bool Reports(DiagnosticAnalyzer analyzer) => analyzer.SupportedDiagnostics.Any(descriptor => descriptor.Id == id);
    }

    public static bool IsCompilers(string id) => id.StartsWith("CS", StringComparison.Ordinal) && id.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;

    private static ImmutableArray<Assembly> NetAnalyzersOf(string sdkDirectory)
    {
        var context = AssemblyLoadContext.GetLoadContext(typeof(FixProviders).Assembly) ?? AssemblyLoadContext.Default;
        var directory = Path.Join(sdkDirectory, "Sdks", "Microsoft.NET.Sdk", "analyzers");
        return
        [
            .. new[] { "Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll" }
                .Select(name => Path.Join(directory, name)).Where(File.Exists).Select(context.LoadFromAssemblyPath),
        ];
    }

    private static ImmutableArray<Type> PackagesOf(Project project) => TypesOf(project.AnalyzerReferences.OfType<AnalyzerFileReference>().Select(AssemblyOf).OfType<Assembly>());

    private static Assembly? AssemblyOf(AnalyzerFileReference reference)
    {
        try
        {
            return reference.GetAssembly();
        }
        catch (Exception failure) when (failure is IOException or BadImageFormatException)
        {
            return null;
        }
    }

    private static ImmutableArray<Type> TypesOf(IEnumerable<Assembly> assemblies) => [.. assemblies.SelectMany(LoadableTypes).Where(type => type is { IsAbstract: false, IsClass: true })];

    private static IEnumerable<Type> LoadableTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partial)
        {
            return partial.Types.OfType<Type>();
        }
    }

    private static ILookup<string, CodeFixProvider> FixersOf(ImmutableArray<Type> types) => types
        .Where(type => typeof(CodeFixProvider).IsAssignableFrom(type)
            && type.GetCustomAttribute<ExportCodeFixProviderAttribute>() is { } export && export.Languages.Contains(LanguageNames.CSharp))
        .Select(Make<CodeFixProvider>).OfType<CodeFixProvider>()
        .SelectMany(fixer => fixer.FixableDiagnosticIds.Select(id => (Id: id, Fixer: fixer)))
        .ToLookup(pair => pair.Id, pair => pair.Fixer, StringComparer.Ordinal);

    private static ImmutableArray<DiagnosticAnalyzer> AnalyzersOf(ImmutableArray<Type> types) =>
    [
        .. types.Where(type => typeof(DiagnosticAnalyzer).IsAssignableFrom(type)
                && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is { } export && export.Languages.Contains(LanguageNames.CSharp))
            .Select(Make<DiagnosticAnalyzer>).OfType<DiagnosticAnalyzer>(),
    ];

    /// <summary>Those that need services of an editor cannot be made, and are not ours to offer.</summary>
    private static T? Make<T>(Type type)
        where T : class
    {
        try
        {
            return type.GetConstructor(Type.EmptyTypes) is { } constructor ? (T)constructor.Invoke(null) : null;
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }
}
