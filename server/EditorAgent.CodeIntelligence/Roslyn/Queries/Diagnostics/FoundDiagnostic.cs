using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Diagnostics;

/// <summary>A diagnostic once, however many legs have it.</summary>
/// <param name="Diagnostic">What the compiler or an analyzer says.</param>
/// <param name="Project">The first leg that has it.</param>
/// <param name="Document">Null when it is about no file.</param>
/// <param name="Member">The member around it; empty outside of any.</param>
public sealed record FoundDiagnostic(Diagnostic Diagnostic, Project Project, Document? Document, string Member)
{
    /// <summary>The same before and after an edit that moved it.</summary>
    public (string Id, string Message, string Path, string Member) Key =>
        (this.Diagnostic.Id, this.Diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), this.Document?.FilePath ?? this.Project.FilePath ?? this.Project.Name, this.Member);
}
