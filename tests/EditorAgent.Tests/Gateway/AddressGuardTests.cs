using System.Net;
using EditorAgent.Host.Gateway.Tools;
using Xunit;

namespace EditorAgent.Tests.Gateway;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("https://example.com/mcp", true)]
    [InlineData("http://example.com/mcp", false)]
    [InlineData("http://127.0.0.1:3000/mcp", true)]
    [InlineData("http://localhost/mcp", true)]
    [InlineData("http://[::1]/mcp", true)]
    [InlineData("http://2130706433/mcp", true)]
    [InlineData("http://0.0.0.0/mcp", false)]
    [InlineData("https://169.254.169.254/latest/meta-data", false)]
    [InlineData("https://10.0.0.1/mcp", false)]
    [InlineData("https://172.31.0.1/mcp", false)]
    [InlineData("https://192.168.1.1/mcp", false)]
    [InlineData("https://100.64.0.1/mcp", false)]
    [InlineData("https://[fd00::1]/mcp", false)]
    [InlineData("https://[fe80::1]/mcp", false)]
    [InlineData("https://[::ffff:10.0.0.1]/mcp", false)]
    [InlineData("https://[64:ff9b::a9fe:a9fe]/mcp", false)]
    [InlineData("https://[2002:a00:1::]/mcp", false)]
    [InlineData("https://224.0.0.1/mcp", false)]
    [InlineData("https://8.8.8.8/mcp", true)]
    [InlineData("http://8.8.8.8/mcp", false)]
    public void Complaint_OfAnAddressThatIsWritten_IsKnownBeforeAnythingIsDialled(string url, bool isFine) =>
        Assert.Equal(isFine, new AddressGuard(allowsPrivate: false).Complaint(new Uri(url)) is null);

    [Theory]
    [InlineData("127.0.0.1", "evil.example", true, false)]
    [InlineData("127.0.0.1", "localhost", false, true)]
    [InlineData("::1", "evil.example", true, false)]
    [InlineData("::ffff:127.0.0.1", "evil.example", true, false)]
    [InlineData("10.1.2.3", "evil.example", true, false)]
    [InlineData("169.254.169.254", "evil.example", true, false)]
    [InlineData("8.8.8.8", "fine.example", true, true)]
    [InlineData("8.8.8.8", "fine.example", false, false)]
    public void Complaint_OfWhatANameLeadsTo_JudgesTheAddress(string address, string host, bool isEncrypted, bool isFine) =>
        Assert.Equal(isFine, new AddressGuard(allowsPrivate: false).Complaint(IPAddress.Parse(address), host, isEncrypted) is null);

    [Theory]
    [InlineData("http://10.0.0.1/mcp", true)]
    [InlineData("https://[fd00::1]/mcp", true)]
    [InlineData("http://8.8.8.8/mcp", false)]
    [InlineData("https://224.0.0.1/mcp", false)]
    public void Complaint_WhenPrivateNetworksAreAllowed_OpensThoseOnly(string url, bool isFine) =>
        Assert.Equal(isFine, new AddressGuard(allowsPrivate: true).Complaint(new Uri(url)) is null);

    [Fact]
    public async Task Around_WhenANameLeadsToThisMachine_NothingIsConnectedTo()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var network = new GuardedNetwork(new AddressGuard(allowsPrivate: false));
        using var client = new HttpClient(network.Around(new SocketsHttpHandler()));
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        // The machine's own name is one that does not say so.
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync($"http://{Dns.GetHostName()}:{port}/", TestContext.Current.CancellationToken));

        Assert.NotNull(network.Refusal);
        Assert.False(listener.Pending());
    }
}
