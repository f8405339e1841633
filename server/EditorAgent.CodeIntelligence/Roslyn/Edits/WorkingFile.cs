using System.Collections.Immutable;
using System.Text;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.Core.Workspaces;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>A file while the edits of a batch pass over it.</summary>
/// <param name="name">From the workspace root.</param>
/// <param name="path">Absolute, links resolved.</param>
/// <param name="original">Null for a file that the batch creates.</param>
/// <param name="parseOptions">How each leg that compiles it reads it; at least one.</param>
internal sealed class WorkingFile(string name, string path, EffectiveFile? original, ImmutableArray<CSharpParseOptions> parseOptions)
{
    private SyntaxNode? root;

    public string Name => name;

    public string Path => path;

    public EffectiveFile? Original => original;

    public ImmutableArray<CSharpParseOptions> ParseOptions => parseOptions;

    /// <summary>As the edits so far left it; lines end in line feeds.</summary>
    public string Text { get; private set; } = original?.Text ?? "";

    public bool IsDeleted { get; set; }

    public bool IsCSharp => path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    /// <summary>How the lines of a file that is created end.</summary>
    public string LineEnding { get; init; } = "\n";

    /// <summary>The syntax that symbols are looked up in: of the leg that sees most of the file.</summary>
    public SyntaxNode Root => this.root ??= parseOptions
        .Select(options => CSharpSyntaxTree.ParseText(this.Text, options).GetRoot())
        .MaxBy(candidate => candidate.DescendantTrivia().Where(trivia => trivia.IsKind(SyntaxKind.DisabledTextTrivia)).Sum(trivia => -trivia.FullSpan.Length))!;

    public void Set(string text)
    {
        this.Text = text;
        this.root = null;
    }

    public void Apply(ImmutableArray<TextChange> changes) => this.Set(SourceText.From(this.Text, Encoding.UTF8).WithChanges(changes).ToString());

    /// <summary>The least that makes the file of what it was.</summary>
    public ImmutableArray<TextChange> Changes() => LineDiff.Between(original?.Text ?? "", this.Text);

    /// <summary>Null when the file's encoding holds all that is new.</summary>
    public string? EncodingProblem(ImmutableArray<TextChange> changes)
    {
        try
        {
            original?.Content.Apply([.. changes.Select(change => new TextSplice(change.Span.Start, change.Span.Length, change.NewText ?? ""))]).Encode();
            return null;
        }
        catch (WorkspaceFileException failure)
        {
            return failure.Message;
        }
    }

    public ProposedFile ToProposal()
    {
        if (this.IsDeleted)
        {
            return new ProposedFile(path, original?.Hash) { IsDeleted = true };
        }

        var ending = original?.Content.LineEnding ?? this.LineEnding;
        return new ProposedFile(path, original?.Hash)
        {
            Changes = [.. this.Changes().Select(change => new ProposedChange(change.Span.Start, change.Span.Length, Ended(change.NewText ?? "", ending)))],
        };
    }

    private static string Ended(string text, string ending) => ending == "\n" ? text : text.Replace("\n", ending, StringComparison.Ordinal);
}
