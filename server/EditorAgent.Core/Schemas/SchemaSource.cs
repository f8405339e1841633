using System.Globalization;
using System.Text.Json;

namespace EditorAgent.Core.Schemas;

/// <summary>One schema's text while it is compiled. What is written wrongly is noted and read as if it were not there.</summary>
internal sealed class SchemaSource(SchemaCompiler compiler, SchemaPlace place)
{
    public SchemaDraft Draft => place.Resource.Dialect.Draft;

    public JsonElement? Value(string keyword) => place.Element.TryGetProperty(keyword, out var value) ? value : null;

    public void Fault(string keyword, string message) => compiler.Fault($"{place.Pointer}/{SchemaPlace.Escaped(keyword)}", message);

    public string? Text(string keyword)
    {
        if (this.Value(keyword) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        this.Fault(keyword, "is no text");
        return null;
    }

    public bool IsTrue(string keyword)
    {
        var value = this.Value(keyword);
        if (value is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
        {
            this.Fault(keyword, "is neither true nor false");
        }

        return value is { ValueKind: JsonValueKind.True };
    }

    public ExactNumber? Number(string keyword)
    {
        if (this.Value(keyword) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && ExactNumber.Of(value) is { } number)
        {
            return number;
        }

        this.Fault(keyword, "is no number");
        return null;
    }

    public long? Count(string keyword)
    {
        if (this.Value(keyword) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && ExactNumber.Of(value)?.AsCount() is { } count)
        {
            return count;
        }

        this.Fault(keyword, "is no whole number from 0");
        return null;
    }

    public string[]? Texts(string keyword)
    {
        if (this.Value(keyword) is not { } value)
        {
            return null;
        }

        if (TextsOf(value) is { } texts)
        {
            return texts;
        }

        this.Fault(keyword, "is no list of texts");
        return null;
    }

    public static string[]? TextsOf(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
        ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
        : null;

    public SchemaNode? Schema(string keyword) => this.Value(keyword) is { } value ? compiler.NodeOf(place.Below(keyword, value)) : null;

    public SchemaNode[]? Schemas(string keyword)
    {
        if (this.Value(keyword) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            this.Fault(keyword, "is no list of schemas");
            return null;
        }

        var list = place.Below(keyword, value);
        return [.. value.EnumerateArray().Select((item, index) => compiler.NodeOf(list.Below(index.ToString(CultureInfo.InvariantCulture), item)))];
    }

    /// <summary>The members of a keyword that is an object, each with its schema on demand.</summary>
    public IEnumerable<(string Name, JsonElement Value, Func<SchemaNode> Schema)> Members(string keyword)
    {
        if (this.Value(keyword) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            this.Fault(keyword, "is no object");
            return [];
        }

        var holder = place.Below(keyword, value);
        return value.EnumerateObject().Select(member => (member.Name, member.Value, (Func<SchemaNode>)(() => compiler.NodeOf(holder.Below(member.Name, member.Value)))));
    }
}
