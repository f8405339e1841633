using System.Text.Json;

namespace EditorAgent.Core.Schemas;

/// <param name="Path">Where, for example <c>$.edits[0].old_string</c>.</param>
/// <param name="Message">What is wrong there and what was expected, as the end of a sentence.</param>
/// <param name="Schema">The part of the schema that was violated.</param>
/// <param name="Member">The name in the object at hand that is missing or not known; <paramref name="Schema"/> is then the object's.</param>
public sealed record SchemaViolation(string Path, string Message, JsonElement Schema, string? Member = null)
{
    /// <summary>Whether nothing is known of the value, because judging it would have gone beyond a limit. Such a value counts as wrong.</summary>
    public bool IsUndecided { get; init; }
}
