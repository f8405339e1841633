using System.Text.Json;

namespace EditorAgent.Core.Schemas;

/// <summary>Where in a schema other schemas stand; only there is <c>$id</c> an address and <c>$anchor</c> an anchor.</summary>
internal static class SchemaChildren
{
    public static IEnumerable<SchemaPlace> Of(SchemaPlace place)
    {
        if (place.Resource.Dialect.IsOld && place.Element.TryGetProperty("$ref"u8, out _))
        {
            // Beside a reference only definitions count, as places to refer to.
            return Members(place).Where(member => member.Name is "definitions" or "$defs").SelectMany(member => Below(place, member));
        }

        return Members(place).SelectMany(member => Below(place, member));
    }

    private static JsonElement.ObjectEnumerator Members(SchemaPlace place) => place.Element.EnumerateObject();

    private static IEnumerable<SchemaPlace> Below(SchemaPlace place, JsonProperty member) => member.Name switch
    {
        "additionalProperties" or "items" or "additionalItems" or "contains" or "propertyNames" or "not" or "if" or "then" or "else"
            or "unevaluatedItems" or "unevaluatedProperties" or "contentSchema" or "allOf" or "anyOf" or "oneOf" or "prefixItems" => Direct(place, member),
        "properties" or "patternProperties" or "$defs" or "definitions" or "dependentSchemas" or "dependencies" => Named(place, member),
        _ => [],
    };

    private static IEnumerable<SchemaPlace> Direct(SchemaPlace place, JsonProperty member)
    {
        var below = place.Below(member.Name, member.Value);
        return member.Value.ValueKind switch
        {
            JsonValueKind.Object => [below],
            JsonValueKind.Array => member.Value.EnumerateArray().Select((item, index) => below.Below(index.ToString(System.Globalization.CultureInfo.InvariantCulture), item)),
            _ => [],
        };
    }

    private static IEnumerable<SchemaPlace> Named(SchemaPlace place, JsonProperty member) => member.Value.ValueKind == JsonValueKind.Object
        ? member.Value.EnumerateObject().Select(one => place.Below(member.Name, member.Value).Below(one.Name, one.Value))
        : [];
}
