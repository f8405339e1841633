using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>const</c>, or <c>enum</c>, which is the same with more than one.</summary>
internal sealed class ChoiceKeyword : SchemaKeyword
{
    private const int LongestList = 2_000;

    private readonly JsonElement[] choices;
    private readonly HashSet<string>? texts;
    private readonly string expected;

    public ChoiceKeyword(JsonElement written, bool isConst)
    {
        this.choices = isConst ? [written] : [.. written.EnumerateArray()];
        this.expected = (isConst ? "must be " : "must be one of ") + Excerpt(written.GetRawText());
        if (Array.TrueForAll(this.choices, choice => choice.ValueKind == JsonValueKind.String))
        {
            this.texts = new HashSet<string>(this.choices.Select(choice => choice.GetString()!), StringComparer.Ordinal);
        }
    }

    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen)
    {
        if (this.texts is not null)
        {
            return (value.ValueKind == JsonValueKind.String && this.texts.Contains(value.GetString()!)) || (walk.Explains && walk.Fail(node, this.expected));
        }

        foreach (var choice in this.choices)
        {
            if (JsonEquality.AreEqual(choice, value, walk))
            {
                return true;
            }
        }

        return walk.Explains && walk.Fail(node, this.expected);
    }

    private static string Excerpt(string text) => text.Length <= LongestList ? text : string.Concat(text.AsSpan(0, LongestList), " ...");
}
