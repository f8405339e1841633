using System.Collections.Immutable;

namespace EditorAgent.Core.Configuration;

/// <summary>
/// What is known of Moonshot's models, so that a key alone is enough to begin: windows, reasoning, images (from K2.5 on), and that sampling is
/// fixed (from K2.5 on). Configuration always wins over it.
/// </summary>
internal static class KimiModels
{
    public const string Default = "kimi-k2.6";

    private const int Standard = 262_144;

    private static readonly ImmutableArray<ModelSettings> Platform =
    [
        Model("kimi-k2.6", Standard, ThinkingSupport.Switch) with { HasFixedSampling = true },
        Model("kimi-k2.5", Standard, ThinkingSupport.Switch) with { HasFixedSampling = true },
        Model("kimi-k2.7-code", Standard, ThinkingSupport.Always) with { HasFixedSampling = true },
        Model("kimi-k2.7-code-highspeed", Standard, ThinkingSupport.Always) with { HasFixedSampling = true },
        Model("kimi-k3", 1_048_576, ThinkingSupport.Switch) with { HasFixedSampling = true },
        Model("kimi-k2-thinking", Standard, ThinkingSupport.Always) with { TakesImages = false },
        Model("kimi-k2-thinking-turbo", Standard, ThinkingSupport.Always) with { TakesImages = false },
        Model("kimi-k2-turbo-preview", Standard, ThinkingSupport.None) with { TakesImages = false },
        Model("kimi-k2-0905-preview", Standard, ThinkingSupport.None) with { TakesImages = false },
        Model("kimi-k2-0711-preview", 131_072, ThinkingSupport.None) with { TakesImages = false },
    ];

    private static readonly ImmutableArray<ModelSettings> Plan =
    [
        Model("kimi-for-coding", Standard, ThinkingSupport.Switch) with { HasFixedSampling = true },
        Model("kimi-for-coding-highspeed", Standard, ThinkingSupport.Switch) with { HasFixedSampling = true },
        Model("k3", 1_048_576, ThinkingSupport.Switch) with { HasFixedSampling = true },
    ];

    /// <summary>The models behind an endpoint; the coding plan has its own names.</summary>
    public static ImmutableArray<ModelSettings> At(string baseUrl) =>
        baseUrl.Contains("//api.kimi.com", StringComparison.OrdinalIgnoreCase) ? Plan : Platform;

    public static ModelSettings? Find(string model) => Platform.Concat(Plan).FirstOrDefault(known => known.Model == model);

    private static ModelSettings Model(string name, int window, ThinkingSupport thinking) =>
        new() { Alias = name, Provider = "moonshot", Model = name, ContextWindow = window, Thinking = thinking };
}
