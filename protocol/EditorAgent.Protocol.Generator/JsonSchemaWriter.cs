using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Protocol.Sessions;

namespace EditorAgent.Protocol.Generator;

/// <summary>One JSON Schema document of the types of one side of the wire: ACP, or our extensions.</summary>
/// <param name="extensions">Which of the two.</param>
internal sealed class JsonSchemaWriter(bool extensions)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Write()
    {
        var definitions = new JsonObject();
        foreach (var type in WireTypes.All.Where(type => WireTypes.IsExtension(type) == extensions))
        {
            definitions[WireTypes.NameOf(type)] = Define(type);
        }

        foreach (var (method, parameters) in WireTypes.Methods.Where(pair => WireTypes.IsExtension(pair.Params) == extensions))
        {
            definitions[WireTypes.NameOf(parameters)]!["x-method"] = method.Name;
            definitions[WireTypes.NameOf(parameters)]!["x-side"] = method.ServedBy.ToString().ToLowerInvariant();
        }

        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = extensions ? "EditorAgent extensions of ACP" : "The part of ACP v1 that EditorAgent speaks",
            ["$comment"] = "Generated from EditorAgent.Protocol; do not edit.",
            ["$defs"] = definitions,
        };
        return root.ToJsonString(Indented) + "\n";
    }

    private JsonObject Define(Type type)
    {
        if (type == typeof(RequestId))
        {
            return Typed("integer", "string");
        }

        if (type == typeof(SessionConfigValue))
        {
            return Typed("string", "boolean");
        }

        if (type == typeof(SessionConfigSelectOptions))
        {
            return AnyOf(List(typeof(SessionConfigSelectOption)), List(typeof(SessionConfigSelectGroup)));
        }

        if (type.IsEnum)
        {
            return new JsonObject { ["type"] = "string", ["enum"] = Strings(WireTypes.ValuesOf(type)) };
        }

        return WireTypes.IsUnion(type) ? Union(type) : Record(type);
    }

    private JsonObject Union(Type type)
    {
        var branches = WireTypes.KindsOf(type).Select(this.Reference).ToList();
        if (WireTypes.DiscriminatorOf(type) is { } discriminator)
        {
            var known = Strings(WireTypes.KindsOf(type).Select(WireTypes.TagOf).OfType<string>());
            var unknown = new JsonObject { ["type"] = "string", ["not"] = new JsonObject { ["enum"] = known } };
            branches.Add(new JsonObject
            {
                ["$comment"] = "A kind newer than this schema.",
                ["type"] = "object",
                ["properties"] = new JsonObject { [discriminator] = unknown },
                ["required"] = Strings([discriminator]),
            });
        }

        return AnyOf([.. branches]);
    }

    private JsonObject Record(Type type)
    {
        var properties = new JsonObject();
        foreach (var member in WireTypes.MembersOf(type))
        {
            properties[WireTypes.JsonName(member)] = member.Name switch
            {
                "Tag" => new JsonObject { ["const"] = WireTypes.TagOf(type) },
                "Meta" => Typed("object"),
                _ => this.Shape(member.PropertyType),
            };
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        var required = WireTypes.MembersOf(type).Where(WireTypes.IsRequired).Select(WireTypes.JsonName).ToList();
        if (required.Count > 0)
        {
            schema["required"] = Strings(required);
        }

        return schema;
    }

    private JsonObject Shape(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (WireTypes.ItemOf(type) is { } item)
        {
            return this.List(item);
        }

        if (WireTypes.MapValueOf(type) is { } value)
        {
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = this.Shape(value) };
        }

        return Type.GetTypeCode(type) switch
        {
            _ when type.Assembly == typeof(AcpJson).Assembly => this.Reference(type),
            TypeCode.String => Typed("string"),
            TypeCode.Boolean => Typed("boolean"),
            TypeCode.Double or TypeCode.Decimal => Typed("number"),
            TypeCode.Int32 or TypeCode.Int64 => Typed("integer"),
            TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64 => new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
            _ when type == typeof(JsonElement) => [],
            _ => throw new NotSupportedException($"The generator has no shape for {type}."),
        };
    }

    private JsonObject List(Type item) => new() { ["type"] = "array", ["items"] = this.Shape(item) };

    private JsonObject Reference(Type type)
        => new() { ["$ref"] = (WireTypes.IsExtension(type) == extensions ? "" : "acp.json") + "#/$defs/" + WireTypes.NameOf(type) };

    private static JsonObject Typed(params string[] names) => new() { ["type"] = names.Length == 1 ? names[0] : Strings(names) };

    private static JsonObject AnyOf(params JsonObject[] branches) => new() { ["anyOf"] = new JsonArray([.. branches]) };

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);
}
