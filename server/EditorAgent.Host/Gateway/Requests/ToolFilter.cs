using System.Collections.Immutable;
using System.Text.Json;

namespace EditorAgent.Host.Gateway.Requests;

/// <summary>Some tools of a server: by name, by what the server says of their effects, or by both.</summary>
internal sealed record ToolFilter(ImmutableHashSet<string>? Names, bool? IsReadOnly)
{
    private const int MostNames = 1024;
    private const int LongestName = 256;

    public static ToolFilter All { get; } = new(null, null);

    public bool Fits(ListedTool tool) =>
        (this.Names is null || this.Names.Contains(tool.Name)) && (this.IsReadOnly is null || this.IsReadOnly == tool.IsReadOnly);

    /// <summary><c>{tool_names?, read_only?}</c>.</summary>
    public static ToolFilter Read(JsonFields fields)
    {
        fields.RefuseOthers("tool_names", "read_only");
        var names = fields.Any("tool_names") is null ? null : fields.Texts("tool_names", MostNames, LongestName).ToImmutableHashSet(StringComparer.Ordinal);
        return new ToolFilter(names, fields.Flag("read_only"));
    }

    /// <summary>A list of names, or a filter; absent is all.</summary>
    public static ToolFilter ReadAllowed(JsonFields entry)
    {
        if (entry.Any("allowed_tools") is not { } allowed)
        {
            return All;
        }

        return allowed.ValueKind == JsonValueKind.Array
            ? new ToolFilter([.. entry.Texts("allowed_tools", MostNames, LongestName)], null)
            : Read(JsonFields.Of(allowed, entry.At("allowed_tools")));
    }
}
