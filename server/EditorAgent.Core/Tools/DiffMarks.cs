using System.Collections.Immutable;
using EditorAgent.Core.Permissions;

namespace EditorAgent.Core.Tools;

/// <summary>
/// What the new text of a file brings that its name does not tell. Editors fetch the <c>$schema</c> of a JSON file as soon as it is
/// shown, so an address that the model puts there can carry data away: any address that was not in the file before is marked.
/// </summary>
internal static class DiffMarks
{
    private static readonly ImmutableArray<string> JsonEndings =
        [".json", ".jsonc", ".json5", ".jsonl", ".code-workspace", ".webmanifest", ".geojson", ".ipynb", ".resjson", ".avsc", ".babelrc", ".eslintrc", ".prettierrc", ".swcrc"];

    public static ImmutableArray<string> Of(ImmutableArray<FileDiff> diffs)
    {
        var marks = ImmutableArray<string>.Empty;
        foreach (var diff in diffs)
        {
            if (!IsJson(diff.Path.Absolute, diff.NewText) || Added(diff) is not { Count: > 0 } added)
            {
                continue;
            }

            var mark = added.Any(address => address.IsSchema) ? PermissionMarks.AddsSchema : PermissionMarks.AddsUrl;
            marks = marks.Contains(mark) ? marks : marks.Add(mark);
        }

        return marks;
    }

    private static HashSet<JsonAddress> Added(FileDiff diff)
    {
        var addresses = JsonAddress.AllIn(diff.NewText);
        if (addresses.Count > 0 && diff.OldText is { } old)
        {
            addresses.ExceptWith(JsonAddress.AllIn(old));
        }

        return addresses;
    }

    /// <summary>By its name, or because a file without an ending holds an object.</summary>
    private static bool IsJson(string path, string text)
    {
        var name = Path.GetFileName(path.AsSpan()).TrimEnd(". ");
        foreach (var ending in JsonEndings)
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return name.LastIndexOf('.') <= 0 && text.AsSpan().TrimStart("\uFEFF \t\r\n").StartsWith("{");
    }
}
