using System.Collections.Immutable;
using System.Text;

namespace EditorAgent.Host.Gateway.Requests;

/// <summary>
/// A server that the client wants the model to have. Headers and authorization go to this server and nowhere else: not into the answer, not into
/// the store, not into a log.
/// </summary>
internal sealed record McpEntry : ToolEntry
{
    public required string Label { get; init; }

    public required Uri Url { get; init; }

    public string? Description { get; init; }

    public required ImmutableSortedDictionary<string, string> Headers { get; init; }

    /// <summary>An OAuth access token, without <c>Bearer</c>.</summary>
    public string? Authorization { get; init; }

    public required ToolFilter Allowed { get; init; }

    public required ApprovalRule Approval { get; init; }

    protected override bool PrintMembers(StringBuilder text)
    {
        text.Append($"Label = {this.Label}, Url = {this.Url.GetLeftPart(UriPartial.Authority)}");
        return true;
    }
}
