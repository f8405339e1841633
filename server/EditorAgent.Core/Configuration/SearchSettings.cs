using System.Text;

namespace EditorAgent.Core.Configuration;

/// <summary>A search service that the user configured: it gets <c>{query, limit}</c> and answers <c>{results: [{title, url, snippet}]}</c>.</summary>
/// <param name="Address">Where the request is posted.</param>
public sealed record SearchSettings(Uri Address)
{
    /// <summary>Sent as a bearer token; null sends none.</summary>
    public string? ApiKey { get; init; }

    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Address = {this.Address}");
        return true;
    }
}
