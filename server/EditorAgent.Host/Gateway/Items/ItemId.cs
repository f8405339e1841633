namespace EditorAgent.Host.Gateway.Items;

/// <summary>Ids with the prefixes that the API's own have.</summary>
internal static class ItemId
{
    public static string New(string prefix) => $"{prefix}_{Guid.NewGuid():N}";
}
