using System.Collections.Immutable;

namespace EditorAgent.Core.Configuration;

/// <summary>How a model treats reasoning.</summary>
public enum ThinkingSupport
{
    None,
    Switch,
    Always,
}

/// <summary>One model the user can choose.</summary>
public sealed record ModelSettings
{
    /// <summary>The name the user chooses it by.</summary>
    public required string Alias { get; init; }

    /// <summary>Name of its <see cref="ProviderSettings"/>.</summary>
    public required string Provider { get; init; }

    /// <summary>The vendor's name of it.</summary>
    public required string Model { get; init; }

    public int ContextWindow { get; init; } = 262_144;

    public int MaxCompletionTokens { get; init; } = 32_768;

    public ThinkingSupport Thinking { get; init; }

    /// <summary>Whether to ask for reasoning where it can be switched; null leaves the vendor's default.</summary>
    public bool? ThinkingEnabled { get; init; }

    /// <summary><c>all</c> keeps reasoning across turns; null leaves the vendor's default.</summary>
    public string? ThinkingKeep { get; init; }

    /// <summary><c>low</c>, <c>high</c>, <c>max</c> where the model knows efforts.</summary>
    public string? ThinkingEffort { get; init; }

    /// <summary>Null where the user has written none down; none is guessed.</summary>
    public ModelPrice? Price { get; init; }

    /// <summary>Sent only if set.</summary>
    public double? Temperature { get; init; }

    /// <summary>Whether the vendor has fixed temperature and its like and refuses requests that name them.</summary>
    public bool HasFixedSampling { get; init; }

    /// <summary>Whether it takes images; where nobody knows, it is tried, and a refusal is met by sending again without.</summary>
    public bool TakesImages { get; init; } = true;

    /// <summary>Aliases of the models that take over, in this order, when this one cannot be had.</summary>
    public ImmutableArray<string> Fallback { get; init; } = [];
}
