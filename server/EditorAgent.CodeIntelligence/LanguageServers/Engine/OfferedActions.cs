using System.Text.Json;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;
using EditorAgent.CodeIntelligence.LanguageServers.Servers;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>What the last list of code actions offered, by its id there.</summary>
internal sealed class OfferedActions
{
    private readonly Dictionary<string, Offer> offers = new(StringComparer.Ordinal);

    public void Clear() => this.offers.Clear();

    public string Add(Offer offer)
    {
        var id = $"a{this.offers.Count + 1}";
        this.offers[id] = offer;
        return id;
    }

    public Offer? Find(string id) => this.offers.GetValueOrDefault(id);

    /// <param name="Action">As the server sent it.</param>
    /// <param name="File">The text it was made for.</param>
    public sealed record Offer(JsonElement Action, SourceFile File, LanguageServerSession Session);
}
