using System.Net;
using System.Net.Sockets;

namespace EditorAgent.Core.Network;

/// <summary>Tells where addresses lead, whatever form they are written in: an address of version 4 may come inside one of version 6.</summary>
public static class NetworkReaches
{
    public static NetworkReach Of(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return OfVersion4(address.GetAddressBytes());
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return Of(address.MapToIPv4());
        }

        var bytes = address.GetAddressBytes();
        return bytes switch
        {
            _ when IPAddress.IPv6Loopback.Equals(address) => NetworkReach.Loopback,
            _ when IPAddress.IPv6Any.Equals(address) || address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || address.IsIPv6Multicast => NetworkReach.Nowhere,
            [0xfc or 0xfd, ..] => NetworkReach.Private,
            [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, ..] => OfVersion4(bytes[12..]),
            [0x20, 0x02, ..] => OfVersion4(bytes[2..6]),
            [0x20, 0x01, 0, 0, ..] or [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ..] => NetworkReach.Nowhere,
            _ => NetworkReach.Public,
        };
    }

    private static NetworkReach OfVersion4(ReadOnlySpan<byte> bytes) => (bytes[0], bytes[1]) switch
    {
        (127, _) => NetworkReach.Loopback,
        (10, _) or (172, >= 16 and <= 31) or (192, 168) or (100, >= 64 and <= 127) or (198, 18 or 19) => NetworkReach.Private,
        (0 or >= 224, _) or (169, 254) or (192, 0) => NetworkReach.Nowhere,
        _ => NetworkReach.Public,
    };
}
