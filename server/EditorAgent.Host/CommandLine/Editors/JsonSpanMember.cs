using System.Text.Json;

namespace EditorAgent.Host.CommandLine.Editors;

/// <summary>A member of an object in a text.</summary>
/// <param name="Name">Without its quotes and escapes.</param>
/// <param name="Start">Of the name's opening quote, in bytes.</param>
/// <param name="Kind">Of the value, by its first token.</param>
/// <param name="ValueStart">Of the value.</param>
/// <param name="End">Behind the value.</param>
internal sealed record JsonSpanMember(string Name, int Start, JsonTokenType Kind, int ValueStart, int End);
