namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Nullability;

/// <summary>Where a null comes from.</summary>
/// <param name="Text">For the model, for example <c>MemberDirectory.Find(int) returns null (src/Data/MemberDirectory.cs:37)</c>.</param>
/// <param name="Strength">How likely it is to be a null in practice; see <see cref="NullStrength"/>.</param>
/// <param name="Symbol">Who gives it, by <see cref="NullableCopy.KeyOf"/>; empty when nobody has a name.</param>
internal sealed record NullSource(string Text, int Strength, string Symbol);
