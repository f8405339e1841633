using System.Collections.Immutable;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub.Memory;

/// <param name="IsPrivate">Only for the same authorization. A server that says nothing of it, as all of older revisions, is taken at its most careful.</param>
internal sealed record RememberedList<T>(ImmutableArray<T> Items, bool IsPrivate)
{
    public static RememberedList<T> Of(ServerListing<T> listing) => new(listing.Items, listing.Cache.IsPrivate);
}
