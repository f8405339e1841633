using System.Text.Json;
using System.Text.RegularExpressions;

namespace EditorAgent.Core.Tools;

/// <summary>
/// Checks a value against a JSON Schema (draft 2020-12): <c>$ref</c> within the document, types, objects, arrays, numbers, strings,
/// <c>enum</c>, <c>const</c>, <c>anyOf</c>, <c>oneOf</c>, <c>allOf</c>, <c>not</c>. Annotations, <c>format</c> and keywords it does not know are not enforced.
/// Stops at the first violation.
/// </summary>
internal sealed class SchemaValidator(JsonElement root)
{
    private const int MaxDepth = 64;
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(250);

    /// <returns>Null when the value satisfies the schema.</returns>
    public SchemaViolation? Validate(JsonElement value) => this.Check(value, root, "$", 0);

    private SchemaViolation? Check(JsonElement value, JsonElement schema, string path, int depth)
    {
        if (depth > MaxDepth)
        {
            return new SchemaViolation(path, "is nested too deeply", schema);
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            return schema.ValueKind == JsonValueKind.False ? new SchemaViolation(path, "is not allowed here", schema) : null;
        }

        if (schema.TryGetProperty("$ref", out var reference) && this.Resolve(reference.GetString()) is { } target
            && this.Check(value, target, path, depth + 1) is { } inTarget)
        {
            return inTarget;
        }

        return CheckType(value, schema, path)
            ?? CheckChoice(value, schema, path)
            ?? this.CheckCombinations(value, schema, path, depth)
            ?? value.ValueKind switch
            {
                JsonValueKind.Object => this.CheckObject(value, schema, path, depth),
                JsonValueKind.Array => this.CheckArray(value, schema, path, depth),
                JsonValueKind.String => CheckString(value, schema, path),
                JsonValueKind.Number => CheckNumber(value, schema, path),
                _ => null,
            };
    }

    private static SchemaViolation? CheckType(JsonElement value, JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return null;
        }

        var fits = type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Any(one => JsonTypes.Matches(value, one.GetString()))
            : JsonTypes.Matches(value, type.GetString());
        return fits ? null : new SchemaViolation(path, $"must be {JsonTypes.Describe(type)}, not {JsonTypes.Name(value)}", schema);
    }

    private static SchemaViolation? CheckChoice(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("const", out var constant) && !JsonElement.DeepEquals(constant, value))
        {
            return new SchemaViolation(path, $"must be {constant.GetRawText()}", schema);
        }

        return schema.TryGetProperty("enum", out var choices) && !choices.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value))
            ? new SchemaViolation(path, $"must be one of {choices.GetRawText()}", schema)
            : null;
    }

    private SchemaViolation? CheckCombinations(JsonElement value, JsonElement schema, string path, int depth)
    {
        if (schema.TryGetProperty("allOf", out var all))
        {
            foreach (var part in all.EnumerateArray())
            {
                if (this.Check(value, part, path, depth + 1) is { } violation)
                {
                    return violation;
                }
            }
        }

        if (schema.TryGetProperty("anyOf", out var any) && !any.EnumerateArray().Any(part => this.Check(value, part, path, depth + 1) is null))
        {
            return new SchemaViolation(path, "fits none of the allowed forms", schema);
        }

        if (schema.TryGetProperty("oneOf", out var one) && one.EnumerateArray().Count(part => this.Check(value, part, path, depth + 1) is null) != 1)
        {
            return new SchemaViolation(path, "must fit exactly one of the allowed forms", schema);
        }

        return schema.TryGetProperty("not", out var not) && this.Check(value, not, path, depth + 1) is null
            ? new SchemaViolation(path, "has a form that is excluded", schema)
            : null;
    }

    private SchemaViolation? CheckObject(JsonElement value, JsonElement schema, string path, int depth)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray())
            {
                if (name.GetString() is { } wanted && !value.TryGetProperty(wanted, out _))
                {
                    return new SchemaViolation($"{path}.{wanted}", "is missing", schema, wanted);
                }
            }
        }

        var hasProperties = schema.TryGetProperty("properties", out var properties);
        var hasRest = schema.TryGetProperty("additionalProperties", out var rest);
        foreach (var member in value.EnumerateObject())
        {
            var memberPath = $"{path}.{member.Name}";
            if (hasProperties && properties.TryGetProperty(member.Name, out var declared))
            {
                if (this.Check(member.Value, declared, memberPath, depth + 1) is { } violation)
                {
                    return violation;
                }

                continue;
            }

            if (hasRest && rest.ValueKind == JsonValueKind.False)
            {
                return new SchemaViolation(memberPath, "is not a known parameter", schema, member.Name);
            }

            if (hasRest && this.Check(member.Value, rest, memberPath, depth + 1) is { } inRest)
            {
                return inRest;
            }
        }

        return null;
    }

    private SchemaViolation? CheckArray(JsonElement value, JsonElement schema, string path, int depth)
    {
        var length = value.GetArrayLength();
        if (schema.TryGetProperty("minItems", out var min) && length < min.GetInt32())
        {
            return new SchemaViolation(path, $"needs at least {min.GetInt32()} items", schema);
        }

        if (schema.TryGetProperty("maxItems", out var max) && length > max.GetInt32())
        {
            return new SchemaViolation(path, $"may have at most {max.GetInt32()} items", schema);
        }

        if (!schema.TryGetProperty("items", out var items))
        {
            return null;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (this.Check(item, items, $"{path}[{index}]", depth + 1) is { } violation)
            {
                return violation;
            }

            index++;
        }

        return null;
    }

    private static SchemaViolation? CheckString(JsonElement value, JsonElement schema, string path)
    {
        var text = value.GetString()!;
        if (schema.TryGetProperty("minLength", out var min) && text.Length < min.GetInt32())
        {
            return new SchemaViolation(path, min.GetInt32() == 1 ? "must not be empty" : $"needs at least {min.GetInt32()} characters", schema);
        }

        if (schema.TryGetProperty("maxLength", out var max) && text.Length > max.GetInt32())
        {
            return new SchemaViolation(path, $"may have at most {max.GetInt32()} characters", schema);
        }

        return schema.TryGetProperty("pattern", out var pattern) && !MatchesPattern(text, pattern.GetString()!)
            ? new SchemaViolation(path, $"must match {pattern.GetString()}", schema)
            : null;
    }

    /// <summary>A pattern that .NET cannot read, or that takes too long, is not held against the value.</summary>
    private static bool MatchesPattern(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.ECMAScript, PatternTimeout);
        }
        catch (Exception exception) when (exception is ArgumentException or RegexMatchTimeoutException)
        {
            return true;
        }
    }

    private static SchemaViolation? CheckNumber(JsonElement value, JsonElement schema, string path)
    {
        var number = value.GetDouble();
        if (schema.TryGetProperty("minimum", out var min) && number < min.GetDouble())
        {
            return new SchemaViolation(path, $"must be at least {min.GetRawText()}", schema);
        }

        if (schema.TryGetProperty("maximum", out var max) && number > max.GetDouble())
        {
            return new SchemaViolation(path, $"must be at most {max.GetRawText()}", schema);
        }

        if (schema.TryGetProperty("exclusiveMinimum", out var above) && number <= above.GetDouble())
        {
            return new SchemaViolation(path, $"must be more than {above.GetRawText()}", schema);
        }

        return schema.TryGetProperty("exclusiveMaximum", out var below) && number >= below.GetDouble()
            ? new SchemaViolation(path, $"must be less than {below.GetRawText()}", schema)
            : null;
    }

    private JsonElement? Resolve(string? reference)
    {
        if (reference is null || !reference.StartsWith('#'))
        {
            return null;
        }

        var current = root;
        foreach (var step in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (current.ValueKind != JsonValueKind.Object || !current.TryGetProperty(name, out current))
            {
                return null;
            }
        }

        return current;
    }
}
