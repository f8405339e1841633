namespace EditorAgent.Protocol.Extensions;

/// <summary>A provider, and whether it has its key.</summary>
public sealed record ProviderKey
{
    public required string Name { get; init; }

    public required bool IsSet { get; init; }

    /// <summary>Where the key comes from: a variable's name, a file, or the secret store.</summary>
    public string? Source { get; init; }

    public required string Endpoint { get; init; }

    /// <summary>Whether it takes one at all; a server on this machine does not.</summary>
    public required bool NeedsKey { get; init; }
}
