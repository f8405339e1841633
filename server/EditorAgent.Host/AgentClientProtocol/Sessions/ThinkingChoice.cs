using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Protocol.Sessions;

namespace EditorAgent.Host.AgentClientProtocol.Sessions;

/// <summary>How much a model thinks, as far as it can be told. What no model here knows is not offered.</summary>
internal static class ThinkingChoice
{
    public const string OptionId = "thinking";
    public const string Default = "default";

    private const string Off = "off";
    private const string On = "on";
    private static readonly ImmutableArray<string> Efforts = ["low", "high", "max"];

    /// <summary>The values for a model; empty where there is nothing to choose.</summary>
    public static ImmutableArray<string> For(ModelSettings model, ProviderSettings provider)
    {
        // Vendors refuse an effort that a model does not know: only where one is written down, or the vendor gives it to all.
        var knowsEfforts = model.ThinkingEffort is not null || provider.Type == ProviderType.Anthropic;
        return model.Thinking switch
        {
            ThinkingSupport.Switch => [Default, Off, On, .. knowsEfforts ? Efforts : []],
            ThinkingSupport.Always when knowsEfforts => [Default, .. Efforts],
            _ => [],
        };
    }

    public static ModelSettings Apply(ModelSettings model, string choice) => choice switch
    {
        Default => model,
        Off => model with { ThinkingEnabled = false, ThinkingEffort = null },
        On => model with { ThinkingEnabled = true },
        _ => model with { ThinkingEnabled = true, ThinkingEffort = choice },
    };

    public static SessionConfigOption Option(ImmutableArray<string> values, string current) => new SessionConfigOption.Select
    {
        Id = OptionId,
        Name = "Thinking",
        Description = "Holds from the next prompt on",
        Category = SessionConfigOptionCategories.ThoughtLevel,
        CurrentValue = current,
        Options = new SessionConfigSelectOptions.Flat([.. values.Select(value => new SessionConfigSelectOption { Value = value, Name = NameOf(value) })]),
    };

    private static string NameOf(string value) => value switch
    {
        Default => "As configured",
        _ => char.ToUpperInvariant(value[0]) + value[1..],
    };
}
