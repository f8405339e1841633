using System.Text.Json.Nodes;

namespace EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;

/// <summary>Branches as one schema. Beside <c>anyOf</c> only a description may stand, and then in no branch.</summary>
internal static class BranchList
{
    public static JsonObject Of(List<JsonObject> branches, SchemaNotes notes, JsonObject source)
    {
        var distinct = branches.DistinctBy(branch => branch.ToJsonString(), StringComparer.Ordinal).ToList();
        var text = SchemaFlattener.Text(notes.On([], source)["description"]);
        if (distinct is [var only])
        {
            if (text is not null && !only.ContainsKey("$ref"))
            {
                var own = SchemaFlattener.Text(only["description"]);
                only["description"] = own is null || own == text ? text : $"{text} {own}";
            }

            return only;
        }

        if (distinct.Count == 0)
        {
            return notes.On(new JsonObject { ["type"] = MoonshotTypes.Any() }, source);
        }

        var written = new JsonObject();
        if (text is not null)
        {
            foreach (var branch in distinct)
            {
                if (branch.Remove("description", out var own))
                {
                    text = $"{text} / {SchemaFlattener.Text(own)}";
                }
            }

            written["description"] = text;
        }

        written["anyOf"] = new JsonArray([.. distinct]);
        return written;
    }
}
