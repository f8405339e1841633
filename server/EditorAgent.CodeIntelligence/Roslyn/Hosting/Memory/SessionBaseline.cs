using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Solutions;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Memory;

/// <summary>The workspace as it was when the session began.</summary>
/// <param name="Solution">With what was computed for it since.</param>
/// <param name="Projects">What it was made from.</param>
/// <param name="Files">The versions of that time.</param>
internal sealed record SessionBaseline(
    Solution Solution, ImmutableDictionary<ProjectId, BuiltProject> Projects, ImmutableDictionary<string, SourceFile> Files)
{
    /// <summary>Reads what nobody has read yet, so that a later change on the disk cannot pass for the beginning.</summary>
    public void ReadAll(CancellationToken cancellationToken)
    {
        foreach (var file in this.Files.Values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            file.Read();
        }
    }

    /// <summary>The same with what these files held, where something else was read.</summary>
    public SessionBaseline Holding(IEnumerable<OriginalText> originals, TimeProvider time) => originals.Aggregate(this, (before, original) => before.Holding(original, time));

    /// <summary>The same without what was computed for it alone.</summary>
    public SessionBaseline WithoutOwnCompilations(Solution current) => this.Without(
        this.Solution.Projects
            .Where(project => project.TryGetCompilation(out var own) && !(current.GetProject(project.Id) is { } now && now.TryGetCompilation(out var shared) && shared == own))
            .Select(project => project.Id)
            .ToArray());

    /// <summary>The same without what was computed for these projects.</summary>
    public SessionBaseline Without(IReadOnlyCollection<ProjectId> projects) => this with
    {
        Solution = ColdProjects.Forget(this.Solution, projects.Where(this.Projects.ContainsKey).Select(id => this.Projects[id]), path => this.Files[path]),
    };

    private SessionBaseline Holding(OriginalText original, TimeProvider time)
    {
        var documents = this.Solution.GetDocumentIdsWithFilePath(original.Path);
        if (documents.IsEmpty || !this.Files.TryGetValue(original.Path, out var read))
        {
            return this;
        }

        if (original.Text is not { } text)
        {
            return this with { Solution = documents.Aggregate(this.Solution, (solution, id) => solution.RemoveDocument(id)) };
        }

        var file = SourceFile.InBuffer(original.Path, text, "", time);
        return read.Read().Text.ContentEquals(file.Read().Text) ? this : this with
        {
            Solution = documents.Aggregate(this.Solution, (solution, id) => solution.WithDocumentTextLoader(id, file, PreservationMode.PreserveValue)),
            Files = this.Files.SetItem(original.Path, file),
        };
    }
}
