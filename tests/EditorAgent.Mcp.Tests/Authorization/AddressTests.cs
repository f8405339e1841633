using System.Collections;
using System.Net;
using EditorAgent.Core.Network;
using EditorAgent.Core.Processes;
using EditorAgent.Mcp.Authorization;
using EditorAgent.Mcp.Contract;
using Xunit;

namespace EditorAgent.Mcp.Tests.Authorization;

public sealed class AddressTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("8.8.8.8", "Public")]
    [InlineData("127.0.0.1", "Loopback")]
    [InlineData("127.9.9.9", "Loopback")]
    [InlineData("::1", "Loopback")]
    [InlineData("::ffff:127.0.0.1", "Loopback")]
    [InlineData("10.1.2.3", "Private")]
    [InlineData("172.31.255.255", "Private")]
    [InlineData("172.32.0.1", "Public")]
    [InlineData("192.168.0.1", "Private")]
    [InlineData("100.64.0.1", "Private")]
    [InlineData("fd12::1", "Private")]
    [InlineData("::ffff:10.0.0.1", "Private")]
    [InlineData("64:ff9b::a00:1", "Private")]
    [InlineData("2002:a00:1::", "Private")]
    [InlineData("169.254.169.254", "Nowhere")]
    [InlineData("64:ff9b::a9fe:a9fe", "Nowhere")]
    [InlineData("0.0.0.0", "Nowhere")]
    [InlineData("224.0.0.1", "Nowhere")]
    [InlineData("255.255.255.255", "Nowhere")]
    [InlineData("fe80::1", "Nowhere")]
    [InlineData("::", "Nowhere")]
    [InlineData("::7f00:1", "Nowhere")]
    [InlineData("2606:4700::1111", "Public")]
    public void Of_WhenAnAddress_IsWhereItLeads(string address, string reach) => Assert.Equal(reach, NetworkReaches.Of(IPAddress.Parse(address)).ToString());

    [Theory]
    [InlineData("http://127.0.0.1:8080/token")]
    [InlineData("https://127.0.0.1/token")]
    [InlineData("https://localhost/token")]
    [InlineData("https://[::1]/token")]
    [InlineData("http://mcp.example/token")]
    [InlineData("https://169.254.169.254/token")]
    public void Check_WhenTheServerIsElsewhere_KeepsAwayFromThisMachine(string address) =>
        Assert.Throws<ServerException>(() => new AddressRules(new Uri("https://mcp.example/mcp")).Check(address, "it"));

    [Theory]
    [InlineData("https://login.example/token?tenant=1")]
    [InlineData("https://login.example:8443/a/b")]
    public void Check_WhenHttpsElsewhere_IsFine(string address) => Assert.Equal(new Uri(address), new AddressRules(new Uri("https://mcp.example/mcp")).Check(address, "it"));

    /// <summary>A name gives nothing away: what it leads to counts.</summary>
    [Fact]
    public async Task GetAsync_WhenANameLeadsToThisMachineOrItsNetwork_ConnectsNowhere()
    {
        var name = Dns.GetHostName();
        Assert.SkipWhen(!(await ResolvedAsync(name)).Any(address => NetworkReaches.Of(address) != NetworkReach.Public), "This machine's name leads nowhere private.");
        using var web = new GuardedWeb(new AddressRules(new Uri("https://mcp.invalid/mcp")));
        var refused = await Assert.ThrowsAsync<ServerException>(() => web.GetAsync(new Uri($"https://{name}/.well-known/oauth-authorization-server"), Token));
        Assert.Equal(ServerFailureKind.Unreadable, refused.Kind);
        Assert.Contains("private address", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StartOf_WhenOpeningABrowser_IsOneProgramWithOneArgument()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Other systems have other programs.");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("editor-agent-").FullName;
        try
        {
            var program = Path.Combine(folder, "xdg-open");
            File.WriteAllText(program, "#!/bin/sh\n");
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            var browser = new SystemBrowser(new TrustedPath(folder, []), new Hashtable { ["DISPLAY"] = ":1", ["KIMI_API_KEY"] = "secret" }, TimeProvider.System);
            var start = browser.StartOf(new Uri("https://login.example/a?b=$(touch x)&c='"))!;
            Assert.Equal(program, start.FileName);
            Assert.False(start.UseShellExecute);
            Assert.StartsWith("https://login.example/a?b=", Assert.Single(start.ArgumentList), StringComparison.Ordinal);
            Assert.True(start.Environment.ContainsKey("DISPLAY"));
            Assert.False(start.Environment.ContainsKey("KIMI_API_KEY"));
            Assert.Null(browser.StartOf(new Uri("http://login.example/")));
            Assert.Null(browser.StartOf(new Uri("file:///etc/passwd")));
            Assert.Null(new SystemBrowser(new TrustedPath(null, []), new Hashtable(), TimeProvider.System).StartOf(new Uri("https://login.example/")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IPAddress[]> ResolvedAsync(string name)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(name, Token);
        }
        catch (System.Net.Sockets.SocketException)
        {
            return [];
        }
    }
}
