using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>Reads what a server answered; what does not fit is the server's fault and concerns one request.</summary>
internal static class LspAnswer
{
    /// <exception cref="LanguageServerException">It is no such thing.</exception>
    public static T Of<T>(JsonElement answer, string method) =>
        IsNothing(answer) ? throw Misfit(method) : Read<T>(answer, method);

    /// <summary>Null where the server answered null.</summary>
    /// <exception cref="LanguageServerException">It is no such thing.</exception>
    public static T? OrNull<T>(JsonElement answer, string method)
        where T : class => IsNothing(answer) ? null : Read<T>(answer, method);

    /// <summary>A list, empty where the server answered null; one alone counts as a list of one.</summary>
    /// <exception cref="LanguageServerException">It is no such thing.</exception>
    public static ImmutableArray<T> List<T>(JsonElement answer, string method) => answer.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        JsonValueKind.Array => [.. answer.EnumerateArray().Where(item => !IsNothing(item)).Select(item => Read<T>(item, method))],
        _ => [Read<T>(answer, method)],
    };

    /// <summary>Locations and location links alike.</summary>
    /// <exception cref="LanguageServerException">It is no such thing.</exception>
    public static ImmutableArray<Location> Locations(JsonElement answer, string method) =>
        [.. List<JsonElement>(answer, method).Select(item => LocationOf(item, method))];

    private static Location LocationOf(JsonElement item, string method)
    {
        if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("targetUri", out _))
        {
            var link = Read<LocationLink>(item, method);
            return new Location(link.TargetUri, link.TargetSelectionRange);
        }

        return Read<Location>(item, method);
    }

    private static bool IsNothing(JsonElement answer) => answer.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    private static T Read<T>(JsonElement answer, string method)
    {
        try
        {
            return answer.Deserialize<T>(LspJson.Wire) ?? throw Misfit(method);
        }
        catch (Exception misfit) when (misfit is JsonException or InvalidOperationException)
        {
            throw Misfit(method);
        }
    }

    private static LanguageServerException Misfit(string method) =>
        new(LanguageServerFailure.Malformed, $"answered {method} with something that the protocol does not have");
}
