using System.Reflection;
using System.Runtime.Loader;

namespace EditorAgent.CodeIntelligence.Fixing;

/// <summary>
/// Runs our own assembly a second time, on the Roslyn of an SDK instead of the one we ship: fixers and refactorings call parts of Roslyn that are
/// not public and fit only the version they were built with. It is older than the one we compile against; the runtime takes a context's answer by
/// name, and what we call there is public and older still.
/// </summary>
internal sealed class FixHostLoadContext : AssemblyLoadContext
{
    private static readonly string[] FromSdk = ["Microsoft.CodeAnalysis", "System.Composition", "Humanizer", "Microsoft.DiaSymReader"];

    private readonly string roslyn;
    private readonly string analyzers;

    public FixHostLoadContext(string sdkDirectory)
        : base("fix host")
    {
        this.roslyn = FixHostAvailability.RoslynOf(sdkDirectory);
        this.analyzers = Path.Join(sdkDirectory, "Sdks", "Microsoft.NET.Sdk", "analyzers");
    }

    /// <summary>Our assembly, bound to the SDK's Roslyn.</summary>
    public Assembly LoadSelf() => this.LoadFromAssemblyName(typeof(FixHostLoadContext).Assembly.GetName());

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var self = typeof(FixHostLoadContext).Assembly;
        if (assemblyName.Name == self.GetName().Name)
        {
            return this.LoadFromAssemblyPath(self.Location);
        }

        if (assemblyName.Name is not { } name || !FromSdk.Any(prefix => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal)))
        {
            return null;
        }

        return new[] { this.roslyn, this.analyzers }
            .Select(directory => Path.Join(directory, name + ".dll"))
            .Where(File.Exists)
            .Select(this.LoadFromAssemblyPath)
            .FirstOrDefault();
    }
}
