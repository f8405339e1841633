using System.Text.Json;

namespace EditorAgent.Host.Gateway.Requests;

/// <summary>Which calls a person must agree to first. Whatever no filter speaks of is asked about.</summary>
/// <param name="Always">Wins over <paramref name="Never"/>.</param>
internal sealed record ApprovalRule(ToolFilter? Always, ToolFilter? Never)
{
    public static ApprovalRule AlwaysAsk { get; } = new(ToolFilter.All, null);

    public static ApprovalRule NeverAsk { get; } = new(null, ToolFilter.All);

    public bool Asks(ListedTool tool) => this.Always?.Fits(tool) == true || this.Never?.Fits(tool) != true;

    /// <exception cref="ApiProblem">It is neither of the two words nor a filter.</exception>
    public static ApprovalRule Read(JsonFields entry)
    {
        if (entry.Any("require_approval") is not { } value)
        {
            return AlwaysAsk;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString() switch
            {
                "always" => AlwaysAsk,
                "never" => NeverAsk,
                _ => throw ApiProblem.Invalid(entry.At("require_approval"), $"{entry.At("require_approval")} must be 'always', 'never' or a filter."),
            };
        }

        var fields = JsonFields.Of(value, entry.At("require_approval"));
        fields.RefuseOthers("always", "never");
        return new ApprovalRule(FilterOf(fields, "always"), FilterOf(fields, "never"));
    }

    /// <summary>An empty filter names no tool: it must not turn every question off.</summary>
    private static ToolFilter? FilterOf(JsonFields fields, string name) =>
        fields.Object(name) is { } filter && ToolFilter.Read(filter) is var read && (read.Names is not null || read.IsReadOnly is not null) ? read : null;
}
