using System.Text;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Roslyn;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Edits;

/// <summary>A solution over the files of a workspace, without a load: each project compiles the files in the directory of its name.</summary>
internal sealed class SampleSolution : IDisposable
{
    private static readonly MetadataReference[] Framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) is "System.Runtime" or "System.Private.CoreLib" or "System.Console" or "System.Collections" or "System.Linq" or "netstandard")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly AdhocWorkspace workspace = new();
    private readonly EditWorkspace files;

    public SampleSolution(EditWorkspace files)
    {
        this.files = files;
        this.Solution = this.workspace.CurrentSolution;
    }

    public Solution Solution { get; private set; }

    /// <param name="name">Also the directory of its files; a leg's framework follows in brackets.</param>
    /// <param name="references">Names of projects.</param>
    /// <param name="defines">Preprocessor symbols.</param>
    public SampleSolution Project(string name, string[] references, params string[] defines)
    {
        var id = ProjectId.CreateNewId(name);
        var directory = name.Split('(')[0];
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        this.Solution = this.Solution.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Create(),
            name,
            directory,
            LanguageNames.CSharp,
            filePath: this.files.PathOf($"{directory}/{directory}.csproj"),
            compilationOptions: options,
            parseOptions: new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Parse, preprocessorSymbols: defines),
            projectReferences: references.Select(reference => new ProjectReference(this.Solution.Projects.Single(project => project.Name == reference).Id)),
            metadataReferences: Framework));
        foreach (var path in Directory.EnumerateFiles(this.files.PathOf(directory), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            this.Solution = this.Solution.AddDocument(
                DocumentId.CreateNewId(id), Path.GetFileName(path), SourceText.From(this.files.Files.Read(path) is EditorAgent.CodeIntelligence.Roslyn.Edits.FileReading.Found found ? found.File.Text : "", Encoding.UTF8), filePath: path);
        }

        return this;
    }

    public CodeSnapshot Snapshot() => new(this.files.Root, this.Solution, new Coverage(this.Solution.ProjectIds.Count, this.Solution.ProjectIds.Count, "fresh"));

    public void Dispose() => this.workspace.Dispose();
}
