using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>What one edit of a batch comes to.</summary>
internal abstract record EditStep
{
    private EditStep()
    {
    }

    /// <param name="Changes">Ascending, in the text as the edits before it left it.</param>
    public sealed record Changed(ImmutableArray<TextChange> Changes) : EditStep;

    public sealed record Rejected(CodeError Error, string Message) : EditStep;

    public static EditStep Of(TextSpan span, string text) => new Changed([new TextChange(span, text)]);
}
