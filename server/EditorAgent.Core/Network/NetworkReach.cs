namespace EditorAgent.Core.Network;

/// <summary>Where an address of the network leads.</summary>
public enum NetworkReach
{
    Public,

    /// <summary>A company's or a home's own network.</summary>
    Private,

    /// <summary>This machine.</summary>
    Loopback,

    /// <summary>Link-local (where clouds keep their credentials), multicast, unspecified: nothing of use is there.</summary>
    Nowhere,
}
