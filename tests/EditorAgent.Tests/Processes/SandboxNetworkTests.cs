using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace EditorAgent.Tests.Processes;

/// <summary>What a confined program can reach: no address, no name, no socket of this machine.</summary>
public sealed class SandboxNetworkTests : IDisposable
{
    private readonly SandboxBench bench = new();

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Connect_ToThisMachine_IsRefusedUnlessTheNetworkWasApproved()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var connect = $"(exec 3<>/dev/tcp/127.0.0.1/{((IPEndPoint)listener.LocalEndpoint).Port}) 2>/dev/null && echo connected; getent hosts example.com; echo $?";

        Assert.Equal("2\n", (await this.bench.RunAsync(connect)).Output);
        Assert.False(listener.Pending());
        Assert.StartsWith("connected\n", (await this.bench.RunAsync(connect, confinement => confinement with { HasNetwork = true })).Output, StringComparison.Ordinal);
        Assert.True(listener.Pending());
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Connect_ToItsOwnLoopback_Works()
    {
        var result = await this.bench.RunAsync("cat /proc/net/dev | grep -c :; python3 -c 'import socket; s=socket.create_server((\"127.0.0.1\",0)); c=socket.create_connection(s.getsockname()); print(\"loopback\")'");

        Assert.Equal("1\nloopback\n", result.Output);
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Connect_ToASocketInTheFileSystem_IsRefusedWithAndWithoutNetwork()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("ea").FullName, "s");
        var visible = this.ShortVisiblePath();
        using var masked = Listen(new UnixDomainSocketEndPoint(path));
        using var shown = Listen(new UnixDomainSocketEndPoint(visible));
        var script = Connect(path) + Connect(visible) + $"[ -e '{visible}' ] && echo seen";
        try
        {
            foreach (var hasNetwork in (bool[])[false, true])
            {
                Assert.Equal("seen\n", (await this.bench.RunAsync(script, confinement => confinement with { HasNetwork = hasNetwork })).Output);
            }
        }
        finally
        {
            File.Delete(visible);
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Connect_ToAnAbstractSocket_IsRefused()
    {
        var name = "editoragent-test-" + Guid.NewGuid().ToString("N");
        using var listening = Listen(new UnixDomainSocketEndPoint("\0" + name));

        Assert.Equal("end\n", (await this.bench.RunAsync(Connect("\\0" + name) + "echo end")).Output);
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Socket_OfAFamilyThatKnowsNoNetworkNamespace_IsRefused()
    {
        var result = await this.bench.RunAsync("python3 -c 'import socket\ntry: socket.socket(40, socket.SOCK_STREAM)\nexcept OSError as e: print(e.errno)'");

        Assert.Equal("97\n", result.Output);
    }

    public void Dispose() => this.bench.Dispose();

    private static string Connect(string address) =>
        $"python3 -c 'import socket; s=socket.socket(socket.AF_UNIX); s.connect(\"{address}\"); print(\"connected\")' 2>/dev/null; ";

    /// <summary>A socket's name has 107 bytes at most, so it cannot lie deep in the build's output.</summary>
    private string ShortVisiblePath()
    {
        var directory = this.bench.Outside;
        while (Encoding.UTF8.GetByteCount(directory) > 90)
        {
            directory = Path.GetDirectoryName(directory)!;
        }

        return Path.Combine(directory, "s" + Guid.NewGuid().ToString("N")[..6]);
    }

    private static Socket Listen(EndPoint address)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(address);
        socket.Listen();
        return socket;
    }
}
