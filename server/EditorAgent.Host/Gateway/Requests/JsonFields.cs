using System.Text.Json;

namespace EditorAgent.Host.Gateway.Requests;

/// <summary>The members of one object of a request, read with their place in it: what is not as the API has it is an <see cref="ApiProblem"/> that says where. <c>null</c> is absent.</summary>
internal readonly struct JsonFields
{
    private readonly JsonElement element;

    private JsonFields(JsonElement element, string place)
    {
        this.element = element;
        this.Place = place;
    }

    /// <summary>For example <c>tools[0]</c>; empty for the request itself.</summary>
    public string Place { get; }

    /// <exception cref="ApiProblem">It is no object.</exception>
    public static JsonFields Of(JsonElement element, string place) => element.ValueKind == JsonValueKind.Object
        ? new JsonFields(element, place)
        : throw ApiProblem.Invalid(Named(place), $"{Named(place) ?? "The body"} must be an object.", "invalid_type");

    public string At(string name) => this.Place.Length == 0 ? name : $"{this.Place}.{name}";

    public JsonElement? Any(string name) =>
        this.element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <param name="longest">In UTF-16 characters.</param>
    public string? Text(string name, int longest)
    {
        if (this.Any(name) is not { } value)
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : throw this.Wrong(name, "a string");
        return text.Length <= longest
            ? text
            : throw ApiProblem.Invalid(this.At(name), $"{this.At(name)} may have at most {longest} characters.", "string_above_max_length");
    }

    public string RequiredText(string name, int longest) => this.Text(name, longest) ?? throw this.Missing(name);

    public bool? Flag(string name) => this.Any(name)?.ValueKind switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw this.Wrong(name, "a boolean"),
    };

    public int? Integer(string name, int smallest, int largest)
    {
        if (this.Any(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number))
        {
            throw this.Wrong(name, "an integer");
        }

        return number >= smallest && number <= largest
            ? number
            : throw ApiProblem.Invalid(this.At(name), $"{this.At(name)} must be from {smallest} to {largest}, not {number}.", number < smallest ? "integer_below_min_value" : "integer_above_max_value");
    }

    public double? Number(string name, double smallest, double largest)
    {
        if (this.Any(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number))
        {
            throw this.Wrong(name, "a number");
        }

        return number >= smallest && number <= largest
            ? number
            : throw ApiProblem.Invalid(this.At(name), $"{this.At(name)} must be from {smallest} to {largest}.", number < smallest ? "decimal_below_min_value" : "decimal_above_max_value");
    }

    public JsonFields? Object(string name) => this.Any(name) is { } value ? Of(value, this.At(name)) : null;

    /// <returns>The entries with their places; none where there is no list.</returns>
    public IReadOnlyList<(JsonElement Entry, string Place)> List(string name, int most)
    {
        if (this.Any(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            throw this.Wrong(name, "an array");
        }

        if (value.GetArrayLength() > most)
        {
            throw ApiProblem.Invalid(this.At(name), $"{this.At(name)} may have at most {most} entries.", "array_above_max_length");
        }

        var place = this.At(name);
        return [.. value.EnumerateArray().Select((entry, index) => (entry, $"{place}[{index}]"))];
    }

    public IReadOnlyList<string> Texts(string name, int most, int longest) =>
        [.. this.List(name, most).Select(one => one.Entry.ValueKind == JsonValueKind.String && one.Entry.GetString() is { } text && text.Length <= longest
            ? text
            : throw ApiProblem.Invalid(one.Place, $"{one.Place} must be a string of at most {longest} characters.", "invalid_type"))];

    /// <summary>Every member has a string as its value.</summary>
    public IReadOnlyDictionary<string, string> TextMap(string name, int most, int longestName, int longest)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (this.Object(name) is not { } fields)
        {
            return map;
        }

        foreach (var member in fields.element.EnumerateObject())
        {
            if (map.Count == most || member.Name.Length > longestName)
            {
                throw ApiProblem.Invalid(fields.Place, $"{fields.Place} may have at most {most} members with names of at most {longestName} characters.");
            }

            map.Add(member.Name, fields.RequiredText(member.Name, longest));
        }

        return map;
    }

    /// <summary>A member nobody knows is a misspelt one: it is refused and not ignored.</summary>
    public void RefuseOthers(params ReadOnlySpan<string> known)
    {
        foreach (var member in this.element.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                var shown = member.Name.Length <= 64 ? member.Name : member.Name[..64];
                throw ApiProblem.Invalid(this.At(shown), $"Unknown parameter: '{this.At(shown)}'.", "unknown_parameter");
            }
        }
    }

    /// <summary>What this gateway cannot do is refused, unless it is said to be off.</summary>
    public void RefuseUnsupported(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (this.Any(name) is { } value && value.ValueKind != JsonValueKind.False && !IsEmpty(value))
            {
                throw ApiProblem.Invalid(this.At(name), $"{this.At(name)} is not supported by this gateway.", "unsupported_parameter");
            }
        }
    }

    public ApiProblem Missing(string name) => ApiProblem.Invalid(this.At(name), $"Missing required parameter: '{this.At(name)}'.", "missing_required_parameter");

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.GetPropertyCount() == 0,
        JsonValueKind.Number => value.TryGetDouble(out var number) && number == 0,
        _ => false,
    };

    private static string? Named(string place) => place.Length == 0 ? null : place;

    private ApiProblem Wrong(string name, string kind) => ApiProblem.Invalid(this.At(name), $"{this.At(name)} must be {kind}.", "invalid_type");
}
