using System.Runtime.CompilerServices;
using System.Text.Json;

namespace EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;

/// <summary>The references of one schema: to the root or to one of its definitions, and a value that satisfies them must be able to end.</summary>
internal sealed class MoonshotReferences(JsonElement root)
{
    private const string Definitions = "#/$defs/";
    private const int MostSteps = 200_000;

    private readonly List<(JsonElement Holder, string Reference)> found = [];
    private readonly Dictionary<string, int> depths = new(StringComparer.Ordinal);
    private int steps;
    private bool isTooComplex;

    public string? FaultOf(JsonElement holder, JsonElement reference, bool isRoot)
    {
        if (reference.ValueKind != JsonValueKind.String)
        {
            return "$ref must be a text";
        }

        var text = reference.GetString()!;
        if (this.Target(text) is null)
        {
            return $"$ref {text} leads nowhere: it must be # or lead into $defs";
        }

        foreach (var member in holder.EnumerateObject())
        {
            if (member.Name != "$ref" && !MoonshotKeywords.Common.Contains(member.Name) && !(isRoot && MoonshotKeywords.RootOnly.Contains(member.Name)))
            {
                return $"{member.Name} must not stand beside $ref";
            }
        }

        this.found.Add((holder, text));
        return null;
    }

    /// <summary>How deep what a schema refers to goes by itself.</summary>
    public int DepthBehind(JsonElement schema) =>
        schema.TryGetProperty("$ref"u8, out var reference) && reference.ValueKind == JsonValueKind.String && reference.GetString() is { } text && text != "#" && this.Target(text) is { } target
            ? this.DepthOf(text, target)
            : 0;

    /// <summary>What only the whole tells: keywords that a reference and its target both have, and circles without an end.</summary>
    public string? Fault()
    {
        var rootEnds = this.Ends(root, []);
        foreach (var (holder, text) in this.found)
        {
            if (this.Conflict(holder, text) is { } keyword)
            {
                return $"{keyword} stands both beside $ref and in what it refers to";
            }

            if (!rootEnds && !this.Ends(this.Target(text)!.Value, [text]))
            {
                return $"$ref {text} runs in circles without an end";
            }
        }

        return this.isTooComplex ? "its references are too many to follow" : null;
    }

    /// <summary>Definitions that refer to each other in many ways must not cost more than they are worth.</summary>
    private bool Spend()
    {
        this.isTooComplex |= ++this.steps > MostSteps || !RuntimeHelpers.TryEnsureSufficientExecutionStack();
        return !this.isTooComplex;
    }

    private string? Conflict(JsonElement holder, string text)
    {
        var passed = new HashSet<string>(StringComparer.Ordinal);
        var keywords = holder.EnumerateObject().Select(member => member.Name).Where(name => name != "$ref").ToHashSet(StringComparer.Ordinal);
        while (passed.Add(text) && this.Target(text) is { } target)
        {
            foreach (var member in target.EnumerateObject())
            {
                if (member.Name != "$ref" && keywords.Contains(member.Name) && !MoonshotKeywords.RootOnly.Contains(member.Name))
                {
                    return member.Name;
                }
            }

            if (!target.TryGetProperty("$ref"u8, out var next) || next.ValueKind != JsonValueKind.String)
            {
                return BranchConflict(target, keywords);
            }

            keywords.UnionWith(target.EnumerateObject().Select(member => member.Name).Where(name => name != "$ref"));
            text = next.GetString()!;
        }

        return null;
    }

    private static string? BranchConflict(JsonElement target, HashSet<string> keywords)
    {
        if (!target.TryGetProperty("anyOf"u8, out var branches) || branches.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        return branches.EnumerateArray()
            .Where(branch => branch.ValueKind == JsonValueKind.Object)
            .SelectMany(branch => branch.EnumerateObject())
            .Select(member => member.Name)
            .FirstOrDefault(name => keywords.Contains(name));
    }

    /// <summary>A definition, or a schema inside one.</summary>
    private JsonElement? Target(string reference)
    {
        if (reference == "#")
        {
            return root;
        }

        if (!reference.StartsWith(Definitions, StringComparison.Ordinal))
        {
            return null;
        }

        var at = root;
        foreach (var part in reference[2..].Split('/'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(part, out at))
            {
                return null;
            }
        }

        return at.ValueKind == JsonValueKind.Object ? at : null;
    }

    private int DepthOf(string reference, JsonElement target)
    {
        if (this.depths.TryGetValue(reference, out var known))
        {
            return known;
        }

        // A circle counts once.
        this.depths[reference] = 0;
        return this.depths[reference] = this.DepthOf(target);
    }

    private int DepthOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !this.Spend())
        {
            return 0;
        }

        var depth = this.DepthBehind(schema);
        if (schema.TryGetProperty("properties"u8, out var members) && members.ValueKind == JsonValueKind.Object)
        {
            depth = members.EnumerateObject().Select(member => 1 + this.DepthOf(member.Value)).Append(depth).Max();
        }

        if (schema.TryGetProperty("anyOf"u8, out var branches) && branches.ValueKind == JsonValueKind.Array)
        {
            depth = branches.EnumerateArray().Select(this.DepthOf).Append(depth).Max();
        }

        return schema.TryGetProperty("additionalProperties"u8, out var rest) ? Math.Max(depth, this.DepthOf(rest)) : depth;
    }

    /// <summary>Whether some value satisfies the schema without coming back to a reference that is being followed.</summary>
    private bool Ends(JsonElement schema, HashSet<string> followed)
    {
        if (schema.ValueKind != JsonValueKind.Object || !this.Spend())
        {
            return true;
        }

        if (schema.TryGetProperty("anyOf"u8, out var branches) && branches.ValueKind == JsonValueKind.Array)
        {
            return branches.EnumerateArray().Any(branch => this.Ends(branch, [.. followed]));
        }

        if (schema.TryGetProperty("$ref"u8, out var reference) && reference.ValueKind == JsonValueKind.String)
        {
            return followed.Add(reference.GetString()!) && this.Target(reference.GetString()!) is { } target && this.Ends(target, followed);
        }

        // The vendor's rule: a list ends if its items do, an object if one of the members it must have does.
        if (schema.TryGetProperty("items"u8, out var items))
        {
            return this.Ends(items, [.. followed]);
        }

        return !schema.TryGetProperty("required"u8, out var required)
            || required.ValueKind != JsonValueKind.Array
            || required.GetArrayLength() == 0
            || !schema.TryGetProperty("properties"u8, out var members)
            || members.ValueKind != JsonValueKind.Object
            || required.EnumerateArray().Any(name => name.ValueKind == JsonValueKind.String && members.TryGetProperty(name.GetString()!, out var member) && this.Ends(member, [.. followed]));
    }
}
