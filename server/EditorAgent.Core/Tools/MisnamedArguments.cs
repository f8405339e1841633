using System.Text.Json;
using System.Text.Json.Nodes;

namespace EditorAgent.Core.Tools;

/// <summary>
/// Gives a required argument that is missing what was plainly meant for it: the value of an unknown argument of the same name in another
/// spelling (<c>oldString</c>, <c>file_path</c> for <c>path</c>), or, where a list of objects is missing, the one object whose members
/// stand beside it. Nothing that the schema knows is moved.
/// </summary>
internal static class MisnamedArguments
{
    /// <summary>Words that models put before a name without changing what it means.</summary>
    private static readonly string[] Fillers = ["", "file", "absolute", "full", "relative"];

    /// <returns>Whether <paramref name="given"/> was changed.</returns>
    public static bool Mend(JsonObject given, string missing, JsonElement schema)
    {
        if (!schema.TryGetProperty("properties", out var properties)
            || properties.ValueKind != JsonValueKind.Object
            || !properties.TryGetProperty(missing, out var wanted)
            || given.ContainsKey(missing))
        {
            return false;
        }

        var unknown = given.Select(argument => argument.Key).Where(name => !properties.TryGetProperty(name, out _)).ToList();
        var alike = unknown.Where(name => IsSpellingOf(missing, name)).ToList();
        if (alike is [var misspelled])
        {
            given[missing] = Taken(given, misspelled);
            return true;
        }

        if (!AreMembersOfOneItem(unknown, wanted))
        {
            return false;
        }

        given[missing] = new JsonArray(new JsonObject(unknown.Select(name => KeyValuePair.Create(name, Taken(given, name))).ToList()));
        return true;
    }

    /// <summary>Letter case, underscores, hyphens and blanks do not tell names apart.</summary>
    public static string Fold(string name) =>
        string.Concat(name.Where(character => character is not ('_' or '-' or ' '))).ToLowerInvariant();

    private static bool IsSpellingOf(string name, string given)
    {
        var folded = Fold(given);
        return Fillers.Any(filler => folded == filler + Fold(name));
    }

    private static bool AreMembersOfOneItem(List<string> unknown, JsonElement list) =>
        unknown.Count > 0
        && list.ValueKind == JsonValueKind.Object
        && list.TryGetProperty("items", out var item)
        && item.ValueKind == JsonValueKind.Object
        && item.TryGetProperty("properties", out var members)
        && members.ValueKind == JsonValueKind.Object
        && unknown.TrueForAll(name => members.TryGetProperty(name, out _))
        && item.TryGetProperty("required", out var required)
        && required.ValueKind == JsonValueKind.Array
        && required.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String && unknown.Contains(name.GetString()!));

    private static JsonNode? Taken(JsonObject given, string name)
    {
        given.Remove(name, out var value);
        return value;
    }
}
