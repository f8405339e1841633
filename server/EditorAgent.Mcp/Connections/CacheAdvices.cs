using System.Text.Json;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Connections;

internal static class CacheAdvices
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static CacheAdvice Of(JsonElement result)
    {
        var lifetime = result.Real("ttlMs") is { } milliseconds and > 0 ? TimeSpan.FromMilliseconds(Math.Min(milliseconds, Longest.TotalMilliseconds)) : TimeSpan.Zero;
        return new CacheAdvice(lifetime, result.Member("cacheScope", JsonValueKind.String) is not { } scope || !scope.ValueEquals("public"));
    }

    /// <summary>Pages live together as long as the first of them to die.</summary>
    public static CacheAdvice Shorter(CacheAdvice? one, CacheAdvice other) =>
        one is null ? other : new CacheAdvice(one.Lifetime < other.Lifetime ? one.Lifetime : other.Lifetime, one.IsPrivate || other.IsPrivate);
}
