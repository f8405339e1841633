using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;

/// <summary>
/// Says a schema in Moonshot's dialect. What the dialect has no word for (a format, a pattern of names, <c>not</c>) moves into the
/// description and is then no longer enforced by the vendor: the outcome takes whatever the original takes, and more. Only where no type
/// is written does it take less: the type that the other keywords show is meant.
/// </summary>
internal sealed class MoonshotNormaliser(JsonObject root)
{
    private const int MostNodes = 4_000;
    private const int MostDepth = 24;

    private readonly SchemaFlattener flattener = new(root);
    private readonly Dictionary<string, string> definitions = new(StringComparer.Ordinal);
    private readonly Queue<(string Reference, string Name)> pending = new();
    private int nodes;
    private bool isInDefinition;

    /// <summary>What could not be said at all, also not in a description.</summary>
    public List<string> Losses { get; } = [];

    /// <returns>Null for one that is too large.</returns>
    public JsonObject? Write()
    {
        var whole = this.Root();
        var bodies = new JsonObject();
        this.isInDefinition = true;
        while (this.pending.TryDequeue(out var next))
        {
            bodies[next.Name] = this.Schema(this.flattener.Target(next.Reference), [next.Reference], 0) ?? Any();
        }

        if (bodies.Count > 0)
        {
            whole["$defs"] = bodies;
        }

        return this.nodes > MostNodes || this.flattener.IsExhausted ? null : whole;
    }

    /// <summary>The arguments are one object, so branches of the whole become one object with the members of all.</summary>
    private JsonObject Root()
    {
        var notes = new SchemaNotes();
        var (flat, open, _) = this.flattener.Flatten(root, [], notes.Add);
        flat ??= [];
        if ((flat["anyOf"] ?? flat["oneOf"]) is JsonArray branches)
        {
            notes.Add("anyOf", Outline(branches));
            this.MergeBranches(flat, branches, open);
        }

        notes.AddFrom(flat);
        return this.Typed("object", flat, open, 0, notes);
    }

    private void MergeBranches(JsonObject flat, JsonArray branches, ImmutableHashSet<string> open)
    {
        var required = default(HashSet<string>);
        foreach (var branch in branches.OfType<JsonObject>())
        {
            if (this.flattener.Flatten(branch, open, static _ => { }).Flat is not { } one)
            {
                continue;
            }

            var names = (one["required"] as JsonArray ?? []).Select(SchemaFlattener.Text).OfType<string>().ToHashSet(StringComparer.Ordinal);
            required = required is null ? names : [.. required.Intersect(names)];
            var properties = flat["properties"] as JsonObject;
            foreach (var (name, value) in one["properties"] as JsonObject ?? [])
            {
                flat["properties"] = properties ??= [];
                if (!properties.TryGetPropertyValue(name, out var first))
                {
                    properties[name] = value?.DeepClone();
                }
                else if (!JsonNode.DeepEquals(first, value))
                {
                    properties[name] = new JsonObject { ["anyOf"] = new JsonArray(first?.DeepClone(), value?.DeepClone()) };
                }
            }
        }

        foreach (var name in required ?? [])
        {
            var all = flat["required"] as JsonArray ?? [];
            all.Add(name);
            flat["required"] = all.Parent is null ? all : all;
        }
    }

    private static string Outline(JsonArray branches) => string.Join(
        " or ", branches.OfType<JsonObject>().Select(branch => branch["required"] is JsonArray { Count: > 0 } required ? string.Join(" with ", required.Select(SchemaFlattener.Text)) : "others"));

    /// <returns>Null for a schema that nothing satisfies.</returns>
    private JsonObject? Schema(JsonNode? node, ImmutableHashSet<string> open, int depth)
    {
        if (node is JsonValue truth && truth.GetValueKind() == JsonValueKind.False)
        {
            return null;
        }

        if (node is not JsonObject schema || ++this.nodes > MostNodes)
        {
            return Any();
        }

        if (depth > MostDepth)
        {
            this.Losses.Add("levels below the 24th");
            return Any();
        }

        var notes = new SchemaNotes();
        if (SchemaFlattener.Text(schema["$ref"]) is { } known && this.definitions.TryGetValue(known, out var name))
        {
            return Reference(name);
        }

        var (flat, inside, circle) = this.flattener.Flatten(schema, open, notes.Add);
        if (flat is null)
        {
            return Reference(this.Define(circle!));
        }

        if (flat.Remove("const", out var constant) && !flat.ContainsKey("enum"))
        {
            flat["enum"] = new JsonArray(constant);
        }

        if (!flat.ContainsKey("anyOf") && flat["oneOf"] is JsonArray)
        {
            flat.Remove("oneOf", out var one);
            flat["anyOf"] = one;
        }

        return flat["anyOf"] is JsonArray { Count: > 0 } branches ? this.Branches(flat, branches, inside, depth, notes) : this.Plain(flat, inside, depth, notes);
    }

    private JsonObject Branches(JsonObject flat, JsonArray branches, ImmutableHashSet<string> open, int depth, SchemaNotes notes)
    {
        flat.Remove("anyOf");
        var shared = (JsonObject)flat.DeepClone();
        foreach (var word in (string[])["title", "description", "default", "examples", "$defs", "definitions", "$schema", "$id", "$comment"])
        {
            shared.Remove(word);
        }

        var written = new List<JsonObject>();
        foreach (var branch in branches)
        {
            var whole = branch is JsonObject own && shared.Count > 0 ? this.Joined(own, shared, open, notes) : branch;
            if (this.Schema(whole, open, depth) is { } ready && !written.Exists(other => JsonNode.DeepEquals(other, ready)))
            {
                written.Add(ready);
            }
        }

        if (written.Count > MoonshotLimits.Default.Branches)
        {
            this.Losses.Add("branches beyond the 500th");
            return notes.On(Any(), flat);
        }

        return BranchList.Of(written, notes, flat);
    }

    private JsonNode Joined(JsonObject branch, JsonObject shared, ImmutableHashSet<string> open, SchemaNotes notes) =>
        this.flattener.Flatten(branch, open, notes.Add).Flat is { } flat ? SchemaMerge.Into(flat, shared, notes.Add) : branch.DeepClone();

    private JsonObject Plain(JsonObject flat, ImmutableHashSet<string> open, int depth, SchemaNotes notes)
    {
        notes.AddFrom(flat);
        var types = MoonshotTypes.Of(flat);
        if (types is null)
        {
            return notes.On(Any(), flat);
        }

        if (flat["enum"] is JsonArray { Count: > 0 } choices)
        {
            return MoonshotChoices.Of(choices, types, flat, notes, this.Losses);
        }

        if (types is [var single])
        {
            return this.Typed(single, flat, open, depth, notes);
        }

        var bare = types.ToDictionary(type => type, type => this.Typed(type, Bare(flat), open, depth, new SchemaNotes()), StringComparer.Ordinal);
        return bare.Values.All(one => one.Count == 1)
            ? notes.On(new JsonObject { ["type"] = new JsonArray([.. types.Select(type => JsonValue.Create(type))]) }, flat)
            : BranchList.Of([.. bare.Values], notes, flat);
    }

    private static JsonObject Bare(JsonObject flat)
    {
        var bare = (JsonObject)flat.DeepClone();
        bare.Remove("description");
        bare.Remove("default");
        return bare;
    }

    private JsonObject Typed(string type, JsonObject flat, ImmutableHashSet<string> open, int depth, SchemaNotes notes)
    {
        var written = notes.On(new JsonObject { ["type"] = type }, flat);
        switch (type)
        {
            case "object":
                this.AddMembers(written, flat, open, depth);
                break;
            case "array":
                this.AddItems(written, flat, open, depth);
                break;
            case "string":
                MoonshotRanges.AddCounts(written, flat, "minLength", "maxLength");
                if (SchemaFlattener.Text(flat["pattern"]) is { } pattern)
                {
                    written["pattern"] = pattern;
                }

                break;
            case "number" or "integer":
                MoonshotRanges.AddBounds(written, flat, type == "integer");
                break;
        }

        if (flat.TryGetPropertyValue("default", out var usual))
        {
            written["default"] = usual?.DeepClone();
        }

        return written;
    }

    private void AddMembers(JsonObject written, JsonObject flat, ImmutableHashSet<string> open, int depth)
    {
        var properties = new JsonObject();
        var isClosed = flat["additionalProperties"] is JsonValue rest && rest.GetValueKind() == JsonValueKind.False && flat["patternProperties"] is not JsonObject { Count: > 0 };
        foreach (var (name, value) in flat["properties"] as JsonObject ?? [])
        {
            if (!this.IsWritable(name))
            {
                isClosed = false;
                continue;
            }

            if (this.Schema(value, open, depth + 1) is { } member)
            {
                properties[name] = member;
            }
        }

        var required = new List<string>();
        foreach (var name in (flat["required"] as JsonArray ?? []).Select(SchemaFlattener.Text).OfType<string>().Distinct(StringComparer.Ordinal).Where(this.IsWritable))
        {
            required.Add(name);
            properties.TryAdd(name, Any());
        }

        if (properties.Count > 0)
        {
            written["properties"] = properties;
        }

        if (required.Count > 0)
        {
            written["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]);
        }

        if (isClosed)
        {
            written["additionalProperties"] = false;
        }
        else if (flat["additionalProperties"] is JsonObject { Count: > 0 } others && this.Schema(others, open, depth) is { } other && flat["patternProperties"] is not JsonObject { Count: > 0 })
        {
            written["additionalProperties"] = other;
        }
    }

    private bool IsWritable(string name)
    {
        var isWritable = name.Length > 0 && !MoonshotKeywords.Reserved.Contains(name) && !(this.isInDefinition && name.Contains('/'));
        if (!isWritable)
        {
            this.Losses.Add($"the argument \"{name}\"");
        }

        return isWritable;
    }

    private void AddItems(JsonObject written, JsonObject flat, ImmutableHashSet<string> open, int depth)
    {
        var leading = flat["prefixItems"] as JsonArray ?? flat["items"] as JsonArray;
        var rest = flat["prefixItems"] is null && leading is not null ? flat["additionalItems"] : flat["items"] is JsonArray ? null : flat["items"];
        if (leading is { Count: > 0 })
        {
            var isOpen = rest is not JsonValue closed || closed.GetValueKind() != JsonValueKind.False;
            var kinds = leading.Concat(isOpen && rest is JsonObject { Count: > 0 } ? [rest] : []).Select(item => this.Schema(item, open, depth)).OfType<JsonObject>().ToList();
            if (!isOpen || rest is JsonObject { Count: > 0 })
            {
                written["items"] = BranchList.Of(kinds, new SchemaNotes(), []);
            }

            if (!isOpen && flat["maxItems"] is null)
            {
                flat["maxItems"] = leading.Count;
            }
        }
        else if (rest is JsonObject { Count: > 0 } && this.Schema(rest, open, depth) is { } items)
        {
            written["items"] = items;
        }
        else if (rest is JsonValue never && never.GetValueKind() == JsonValueKind.False)
        {
            flat["maxItems"] = 0;
        }

        MoonshotRanges.AddCounts(written, flat, "minItems", "maxItems");
    }

    private string Define(string reference)
    {
        if (this.definitions.TryGetValue(reference, out var known))
        {
            return known;
        }

        var bare = string.Concat(reference[(reference.LastIndexOf('/') + 1)..].Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'));
        var name = bare.Length == 0 ? "root" : bare;
        while (this.definitions.ContainsValue(name))
        {
            name += "_";
        }

        this.definitions.Add(reference, name);
        this.pending.Enqueue((reference, name));
        return name;
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static JsonObject Any() => new() { ["type"] = MoonshotTypes.Any() };
}
