using System.Runtime.CompilerServices;
using System.Text.Json;

namespace EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;

/// <summary>
/// Says whether a schema is one of Moonshot's dialect (MFJS) at the level its server wants ("ultra"), and what is the matter where it is
/// not. The server answers any other with a refusal of the whole request.
/// </summary>
internal sealed class MoonshotSchemaCheck
{
    private readonly JsonElement root;
    private readonly MoonshotLimits limits;
    private readonly MoonshotReferences references;
    private int properties;

    private MoonshotSchemaCheck(JsonElement root, MoonshotLimits limits)
    {
        this.root = root;
        this.limits = limits;
        this.references = new MoonshotReferences(root);
    }

    /// <returns>Null for a valid schema.</returns>
    public static string? Fault(JsonElement root, MoonshotLimits limits)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return "the schema must be an object";
        }

        if (!root.EnumerateObject().Any())
        {
            return null;
        }

        if (JsonSerializer.SerializeToUtf8Bytes(root, MoonshotJson.Default.JsonElement).Length > limits.Size)
        {
            return "the schema is too large";
        }

        var check = new MoonshotSchemaCheck(root, limits);
        return check.Of(root, 0, isRoot: true) ?? check.references.Fault();
    }

    private string? Of(JsonElement schema, int depth, bool isRoot)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack() || depth > this.limits.Depth || depth + this.references.DepthBehind(schema) > this.limits.Depth)
        {
            return "the schema is nested too deeply";
        }

        foreach (var member in schema.EnumerateObject())
        {
            if (!MoonshotKeywords.All.Contains(member.Name) || (!isRoot && MoonshotKeywords.RootOnly.Contains(member.Name)))
            {
                return $"the keyword {member.Name} is not supported{(isRoot ? "" : " there")}";
            }
        }

        return this.OfDefinitions(schema, isRoot)
            ?? OfTexts(schema)
            ?? (schema.TryGetProperty("anyOf"u8, out var branches) ? this.OfBranches(schema, branches, depth, isRoot)
                : schema.TryGetProperty("$ref"u8, out var reference) ? this.references.FaultOf(schema, reference, isRoot)
                : this.OfTyped(schema, depth, isRoot));
    }

    private string? OfDefinitions(JsonElement schema, bool isRoot)
    {
        if (!isRoot || !schema.TryGetProperty("$defs"u8, out var definitions))
        {
            return null;
        }

        if (definitions.ValueKind != JsonValueKind.Object)
        {
            return "$defs must be an object";
        }

        foreach (var definition in definitions.EnumerateObject())
        {
            if (definition.Name.Length == 0 || definition.Name.Contains('/') || HoldsSlash(definition.Value))
            {
                return "names in $defs must not be empty or hold a /";
            }

            if (definition.Value.ValueKind != JsonValueKind.Object)
            {
                return "a definition must be an object";
            }

            if (this.Of(definition.Value, 0, isRoot: false) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>No name below a definition may hold a slash, also none of a property.</summary>
    private static bool HoldsSlash(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(member => member.Name.Contains('/') || HoldsSlash(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(HoldsSlash),
        _ => false,
    };

    private static string? OfTexts(JsonElement schema)
    {
        if (schema.TryGetProperty("description"u8, out var description) && description.ValueKind != JsonValueKind.String)
        {
            return "description must be a text";
        }

        if (schema.TryGetProperty("pattern"u8, out var pattern) && pattern.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
        {
            return "pattern must be a text";
        }

        return schema.TryGetProperty("$id"u8, out var id) && id.ValueKind is not (JsonValueKind.String or JsonValueKind.Null) ? "$id must be a text" : null;
    }

    private string? OfBranches(JsonElement schema, JsonElement branches, int depth, bool isRoot)
    {
        if (branches.ValueKind != JsonValueKind.Array || branches.GetArrayLength() is 0 || branches.GetArrayLength() > this.limits.Branches)
        {
            return $"anyOf must be a list of 1 to {this.limits.Branches} schemas";
        }

        foreach (var member in schema.EnumerateObject())
        {
            if (member.Name != "anyOf" && !MoonshotKeywords.Common.Contains(member.Name) && !(isRoot && MoonshotKeywords.RootOnly.Contains(member.Name)))
            {
                return $"{member.Name} must not stand beside anyOf";
            }
        }

        foreach (var branch in branches.EnumerateArray())
        {
            if (branch.ValueKind != JsonValueKind.Object)
            {
                return "a branch of anyOf must be an object";
            }

            if (branch.EnumerateObject().FirstOrDefault(member => member.Name != "anyOf" && schema.TryGetProperty(member.Name, out _)) is { Value.ValueKind: not JsonValueKind.Undefined } twice)
            {
                return $"{twice.Name} stands both beside anyOf and in a branch";
            }

            if (this.Of(branch, depth, isRoot: false) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private string? OfTyped(JsonElement schema, int depth, bool isRoot)
    {
        if (!schema.TryGetProperty("type"u8, out var type))
        {
            return "a schema needs a type";
        }

        var types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray()] : new[] { type };
        if (types.Length == 0 || !Array.TrueForAll(types, one => one.ValueKind == JsonValueKind.String && MoonshotKeywords.IsType(one.GetString())))
        {
            return "type must name one of the seven types, or several of them";
        }

        var names = types.Select(one => one.GetString()!).ToList();
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            return "type names a type twice";
        }

        var hasEnum = schema.TryGetProperty("enum"u8, out var choices);
        if (names.Count > 1 && hasEnum && (names.Count > 2 || !names.Contains("null") || names.Exists(name => name is "object" or "array")))
        {
            return "beside enum, type may name one type, or a plain one and null";
        }

        foreach (var member in schema.EnumerateObject())
        {
            var isRootOnly = isRoot && MoonshotKeywords.RootOnly.Contains(member.Name);
            var isAllowed = names.Count == 1 || hasEnum
                ? names.TrueForAll(name => MoonshotKeywords.Allows(name, member.Name))
                : member.Name == "type" || MoonshotKeywords.Common.Contains(member.Name);
            if (!isAllowed && !isRootOnly)
            {
                return $"{member.Name} does not go with the type";
            }
        }

        return (hasEnum ? this.OfEnum(choices, names) : null)
            ?? MoonshotBounds.Fault(schema, names.Contains("integer"))
            ?? this.OfObject(schema, depth)
            ?? this.OfArray(schema, depth);
    }

    private string? OfEnum(JsonElement choices, List<string> types)
    {
        if (choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() == 0 || choices.GetArrayLength() > this.limits.EnumItems)
        {
            return $"enum must be a list of 1 to {this.limits.EnumItems} values";
        }

        foreach (var choice in choices.EnumerateArray())
        {
            var fits = false;
            foreach (var type in types)
            {
                fits = type switch
                {
                    "string" => choice.ValueKind == JsonValueKind.String,
                    "boolean" => choice.ValueKind is JsonValueKind.True or JsonValueKind.False,
                    "null" => choice.ValueKind == JsonValueKind.Null,
                    "integer" => MoonshotBounds.IsInteger(choice),
                    _ => MoonshotBounds.IsNumber(choice),
                };

                // The vendor's checker gives up at a number that is none, whatever type comes after it.
                if (fits || type is "integer" or "number")
                {
                    break;
                }
            }

            if (!fits)
            {
                return "a value of enum is not of the type";
            }
        }

        return null;
    }

    private string? OfObject(JsonElement schema, int depth)
    {
        var hasProperties = schema.TryGetProperty("properties"u8, out var members);
        if (hasProperties && members.ValueKind != JsonValueKind.Object)
        {
            return "properties must be an object";
        }

        if (schema.TryGetProperty("required"u8, out var required) && OfRequired(required, hasProperties, members) is { } fault)
        {
            return fault;
        }

        if (schema.TryGetProperty("additionalProperties"u8, out var rest))
        {
            if (rest.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Object))
            {
                return "additionalProperties must be true, false or a schema";
            }

            if (rest.ValueKind == JsonValueKind.Object && rest.EnumerateObject().Any() && this.Of(rest, depth, isRoot: false) is { } inRest)
            {
                return inRest;
            }
        }

        return hasProperties ? this.OfMembers(members, depth) : null;
    }

    private string? OfMembers(JsonElement members, int depth)
    {
        foreach (var member in members.EnumerateObject())
        {
            if (++this.properties > this.limits.Properties)
            {
                return $"there are more than {this.limits.Properties} properties";
            }

            if (member.Name.Length == 0 || MoonshotKeywords.Reserved.Contains(member.Name))
            {
                return $"no property may be named \"{member.Name}\"";
            }

            if (member.Value.ValueKind != JsonValueKind.Object)
            {
                return "a property must be an object";
            }

            if (this.Of(member.Value, depth + 1, isRoot: false) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? OfRequired(JsonElement required, bool hasProperties, JsonElement members)
    {
        if (required.ValueKind != JsonValueKind.Array)
        {
            return "required must be a list";
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in required.EnumerateArray())
        {
            if (name.ValueKind != JsonValueKind.String || name.GetString() is not { Length: > 0 } text || !names.Add(text))
            {
                return "required must list names, each once";
            }

            if (!hasProperties || !members.TryGetProperty(text, out _))
            {
                return $"required names {text}, which is no property";
            }
        }

        return null;
    }

    private string? OfArray(JsonElement schema, int depth)
    {
        if (!schema.TryGetProperty("items"u8, out var items))
        {
            return null;
        }

        return items.ValueKind == JsonValueKind.Object && items.EnumerateObject().Any() ? this.Of(items, depth, isRoot: false) : "items must be a schema";
    }
}
