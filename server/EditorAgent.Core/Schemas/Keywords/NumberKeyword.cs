using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary>The bounds of a number and <c>multipleOf</c>, exact.</summary>
internal sealed class NumberKeyword(ExactNumber? least, ExactNumber? most, ExactNumber? above, ExactNumber? below, ExactNumber? step) : SchemaKeyword
{
    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            return true;
        }

        if (ExactNumber.Of(value) is not { } number)
        {
            return walk.Stop("has too many digits to check", node.Source);
        }

        var broken = this.Broken(number);
        return broken is null || (walk.Explains && walk.Fail(node, $"must be {broken.Value.Words} {node.Source.GetProperty(broken.Value.Keyword).GetRawText()}"));
    }

    private (string Keyword, string Words)? Broken(ExactNumber number)
    {
        if (least is { } min && number.CompareTo(min) < 0)
        {
            return ("minimum", "at least");
        }

        if (most is { } max && number.CompareTo(max) > 0)
        {
            return ("maximum", "at most");
        }

        if (above is { } floor && number.CompareTo(floor) <= 0)
        {
            return ("exclusiveMinimum", "more than");
        }

        if (below is { } ceiling && number.CompareTo(ceiling) >= 0)
        {
            return ("exclusiveMaximum", "less than");
        }

        return step is { } multiple && !number.IsMultipleOf(multiple) ? ("multipleOf", "a multiple of") : null;
    }
}
