using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>minLength</c> and <c>maxLength</c>, in code points.</summary>
internal sealed class LengthKeyword(long least, long most) : SchemaKeyword
{
    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return true;
        }

        var length = UnicodeText.Length(value.GetString()!);
        if (length < least)
        {
            return walk.Explains && walk.Fail(node, least == 1 ? "must not be empty" : $"needs at least {least} characters");
        }

        return length <= most || (walk.Explains && walk.Fail(node, $"may have at most {most} characters"));
    }
}
