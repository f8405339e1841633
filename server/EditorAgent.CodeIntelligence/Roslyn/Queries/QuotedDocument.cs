using EditorAgent.CodeIntelligence.Answers;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries;

/// <summary>A document as an answer names and quotes it.</summary>
/// <param name="Path">From the root, or the hint name of what a generator wrote.</param>
/// <param name="Header">The line above its quotations.</param>
/// <param name="File">Its text.</param>
/// <param name="Lines">Of the text that Roslyn has, whose positions these are.</param>
public sealed record QuotedDocument(string Path, string Header, ShownFile File, LineMap Lines)
{
    /// <summary>Whether a generator wrote it: there is no file to read or to edit.</summary>
    public bool IsGenerated { get; init; }

    public int LineOf(int position) => this.Lines.LineOf(position);
}
