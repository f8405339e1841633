using System.Collections.Immutable;
using EditorAgent.Host.Gateway.Items;

namespace EditorAgent.Host.Gateway.Responses;

/// <summary>A response that can be asked for again and gone on from.</summary>
/// <param name="Json">As the client got it.</param>
/// <param name="Before">Everything in front of its own input.</param>
/// <param name="Input">Its own.</param>
/// <param name="Output">Its own.</param>
internal sealed record StoredResponse(string Id, ReadOnlyMemory<byte> Json, ImmutableArray<Item> Before, ImmutableArray<Item> Input, ImmutableArray<Item> Output)
{
    /// <summary>The conversation up to its end.</summary>
    public IEnumerable<Item> Items => this.Before.Concat(this.Input).Concat(this.Output);

    public Item? Find(string id) => this.Items.FirstOrDefault(item => item.Id == id);
}
