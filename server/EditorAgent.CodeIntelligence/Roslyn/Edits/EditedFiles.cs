using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Workspaces;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>The files that a batch has to do with, each opened once.</summary>
/// <param name="files">As they count for this question.</param>
/// <param name="solution">Tells how a file is parsed; null when nothing is loaded.</param>
internal sealed class EditedFiles(EffectiveFiles files, Solution? solution)
{
    private static readonly CSharpParseOptions Alone = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Parse)
        .WithFeatures([new KeyValuePair<string, string>("FileBasedProgram", "true")]);

    public static ImmutableArray<CSharpParseOptions> ParsedAlone => [Alone];

    private static readonly string[] ProjectFiles = [".csproj", ".fsproj", ".vbproj", ".props", ".targets", ".sln", ".slnx"];

    private readonly Dictionary<string, WorkingFile> open = new(StringComparer.Ordinal);

    public IEnumerable<WorkingFile> Open => this.open.Values;

    public EffectiveFiles Effective => files;

    public Solution? Solution => solution;

    /// <summary>A file that exists, or an answer that says why not.</summary>
    /// <param name="path">Absolute or from the root.</param>
    public (WorkingFile? File, CodeAnswer? Refusal) Get(string path)
    {
        var resolution = files.Resolve(path);
        if (resolution is not PathResolution.Inside({ Absolute: var absolute, Relative: var name }))
        {
            return (null, Denied(resolution));
        }

        if (this.open.TryGetValue(absolute, out var known))
        {
            return known.IsDeleted ? (null, CodeAnswer.Failed(CodeError.Conflict, $"{name} is deleted by an earlier edit of the batch")) : (known, null);
        }

        if (RefusalFor(name, null) is { } refusal)
        {
            return (null, refusal);
        }

        switch (files.Read(absolute))
        {
            case FileReading.Found({ } file) when RefusalFor(name, file.Text) is { } generated:
                return (null, generated);
            case FileReading.Found({ } file):
                var working = new WorkingFile(name, absolute, file, this.ParseOptionsOf(absolute));
                this.open.Add(absolute, working);
                return (working, null);
            case FileReading.Unreadable(var reason):
                return (null, CodeAnswer.Failed(CodeError.Unsupported, $"{name} {reason}"));
            default:
                return (null, CodeAnswer.Failed(CodeError.Failed, $"{name} does not exist; create it with create_file"));
        }
    }

    public CodeAnswer? Create(string path, string text)
    {
        var resolution = files.Resolve(path);
        if (resolution is not PathResolution.Inside({ Absolute: var absolute, Relative: var name }))
        {
            return Denied(resolution);
        }

        var content = TextReplacement.Normalized(text);
        content = content.Length == 0 || content.EndsWith('\n') ? content : content + "\n";
        if (RefusalFor(name, null) is { } refusal)
        {
            return refusal;
        }

        if (this.open.TryGetValue(absolute, out var known) && known.IsDeleted)
        {
            known.IsDeleted = false;
            known.Set(content);
            return null;
        }

        if (known is not null || Directory.Exists(absolute) || files.Read(absolute) is not FileReading.Missing)
        {
            return CodeAnswer.Failed(CodeError.Conflict, $"{name} exists already; change it with replace_text or replace_symbol");
        }

        var file = new WorkingFile(name, absolute, null, this.ParseOptionsOf(absolute)) { LineEnding = files.EndingBeside(absolute) };
        file.Set(content);
        this.open.Add(absolute, file);
        return null;
    }

    /// <summary>How the edits of generated and project files are refused; null for all others.</summary>
    private static CodeAnswer? RefusalFor(string name, string? text)
    {
        if (GeneratedFiles.ReasonFor(name, text) is { } generated)
        {
            return CodeAnswer.Failed(CodeError.Unsupported, generated);
        }

        return ProjectFiles.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)
            ? CodeAnswer.Failed(CodeError.Unsupported, $"{name} is a project file, which can run code when it is loaded; change it with the edit tool")
            : null;
    }

    private static CodeAnswer Denied(PathResolution resolution) =>
        CodeAnswer.Failed(CodeError.PathDenied, resolution is PathResolution.Rejected(var message) ? message : "");

    private ImmutableArray<CSharpParseOptions> ParseOptionsOf(string path)
    {
        if (solution is null)
        {
            return [Alone];
        }

        var options = solution.GetDocumentIdsWithFilePath(path)
            .Select(id => solution.GetDocument(id)?.Project.ParseOptions).OfType<CSharpParseOptions>()
            .Select(one => one.WithDocumentationMode(DocumentationMode.Parse))
            .Distinct().ToImmutableArray();
        return options.IsEmpty ? [Alone] : options;
    }
}
