using EditorAgent.Host.Gateway.Responses;
using EditorAgent.Host.Gateway.Tools;
using EditorAgent.Host.Gateway.Upstream;

namespace EditorAgent.Host.Gateway;

/// <summary>What requests share.</summary>
internal sealed record GatewayParts
{
    public required UpstreamModels Models { get; init; }

    public required ModelList List { get; init; }

    public required ResponseStore Store { get; init; }

    public required AgreedCalls Agreed { get; init; }

    public required ServerPool Servers { get; init; }

    public required AddressGuard Addresses { get; init; }

    public required TimeProvider Time { get; init; }
}
