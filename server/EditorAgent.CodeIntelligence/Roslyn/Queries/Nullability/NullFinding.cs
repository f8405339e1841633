using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Nullability;

/// <param name="Document">Of the snapshot, not of the analysed copy.</param>
/// <param name="Line">From 1.</param>
/// <param name="Member">The member around it.</param>
/// <param name="Id">For example <c>CS8602</c>.</param>
/// <param name="Message">What is null and why.</param>
/// <param name="Likelihood">See <see cref="NullStrength"/>.</param>
/// <param name="Source">Who gives the null, by <see cref="NullableCopy.KeyOf"/>; empty when not known.</param>
internal sealed record NullFinding(Document Document, int Line, string Member, string Id, string Message, int Likelihood, string Source);
