using System.Collections.Immutable;

namespace EditorAgent.Mcp.Contract;

/// <summary>What a server may ask of the user's side. Null members are not advertised, and refused when a server asks nevertheless.</summary>
public sealed record ServerQuestions
{
    public Func<ElicitationQuestion, CancellationToken, Task<ElicitationReply>>? Elicit { get; init; }

    /// <summary>Whether the client can also show an address to the user (elicitation in URL mode).</summary>
    public bool ShowsAddresses { get; init; }

    public Func<SamplingQuestion, CancellationToken, Task<SamplingReply>>? Sample { get; init; }

    /// <summary>Opt-in for each server.</summary>
    public Func<CancellationToken, Task<ImmutableArray<RootFolder>>>? ListRoots { get; init; }
}
