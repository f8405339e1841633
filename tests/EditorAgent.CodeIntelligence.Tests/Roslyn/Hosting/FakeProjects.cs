using System.Collections.Immutable;
using System.Xml.Linq;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Hosting;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Hosting;

/// <summary>
/// A folder of projects whose files say little more than a name, and their evaluation without MSBuild: all sources below the project, constants
/// and references from the project file.
/// </summary>
internal sealed class FakeProjects : IDisposable
{
    private static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private static readonly string[] FrameworkAssemblies = ["System.Private.CoreLib", "System.Runtime", "System.Linq", "System.Collections", "System.Console"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("editoragent-host-");

    public string Root => this.folder.FullName;

    public string PathOf(string relative) => Path.Combine(this.Root, relative.Replace('/', Path.DirectorySeparatorChar));

    public FakeProjects Write(string relative, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this.PathOf(relative))!);
        File.WriteAllText(this.PathOf(relative), text);
        return this;
    }

    /// <param name="name">Also its folder.</param>
    /// <param name="references">Names of other projects.</param>
    /// <param name="constants">For <c>#if</c>.</param>
    public FakeProjects Project(string name, string[]? references = null, string constants = "") => this.Write(
        $"{name}/{name}.csproj",
        new XElement("Project", new XElement("Constants", constants), (references ?? []).Select(reference => new XElement("Reference", reference))).ToString());

    public LoadedSolution Load() =>
        new("Fake.slnx", [.. Directory.EnumerateFiles(this.Root, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(this.Leg)]);

    /// <summary>Adds an element to a project file: <c>Analyzer</c> or <c>Link</c> with a path from the project.</summary>
    public FakeProjects Add(string project, string element, string path)
    {
        var file = this.PathOf($"{project}/{project}.csproj");
        var content = XElement.Load(file);
        content.Add(new XElement(element, path));
        content.Save(file);
        return this;
    }

    /// <param name="ceiling">Null: as much as the process likes.</param>
    public CodeWorkspace Open(MemoryCeiling? ceiling = null) =>
        new(this.Root, ceiling ?? MemoryCeiling.OfProcess(long.MaxValue), TimeProvider.System, NullLogger.Instance);

    public ProjectLeg Leg(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var directory = Path.GetDirectoryName(project)!;
        var content = XElement.Load(project);
        var references = content.Elements("Reference").Select(reference => reference.Value).ToArray();
        return new ProjectLeg
        {
            ProjectPath = project,
            Name = name,
            AssemblyName = name,
            TargetFramework = "net10.0",
            HasDefaultItems = true,
            OutputPaths = [this.OutputOf(name), this.PathOf($"{name}/obj/ref/{name}.dll")],
            ProjectReferences = [.. references.Select(reference => this.PathOf($"{reference}/{reference}.csproj"))],
            Arguments =
            [
                "/noconfig", "/nostdlib+", "/target:library", $"/out:obj/{name}.dll", "/nullable:enable", "/langversion:14",
                $"/define:{content.Element("Constants")!.Value}",
                .. FrameworkAssemblies.Select(assembly => $"/reference:{Path.Combine(Framework, assembly)}.dll"),
                .. content.Elements("Analyzer").Select(analyzer => $"/analyzer:{analyzer.Value}"),
                .. content.Elements("Link").Select(link => link.Value),
                .. references.Select(reference => $"/reference:{this.PathOf($"{reference}/obj/ref/{reference}.dll")}"),
                .. Sources(directory),
            ],
        };
    }

    public void Dispose() => this.folder.Delete(recursive: true);

    private static IEnumerable<string> Sources(string directory) =>
        Directory.EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private string OutputOf(string name) => this.PathOf($"{name}/bin/{name}.dll");
}
