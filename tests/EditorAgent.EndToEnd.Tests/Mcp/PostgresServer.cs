using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Mcp;

/// <summary>A PostgreSQL of its own in a temporary folder, with a role <c>ro</c> that can only read. It refuses to run as root, so it runs as its own account then.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Account = "postgres";
    private readonly string folder;
    private Process? server;

    private PostgresServer(string folder, int port)
    {
        this.folder = folder;
        this.Port = port;
    }

    public int Port { get; }

    /// <summary>For a client that can only read.</summary>
    public string ReadOnlyAddress => string.Create(CultureInfo.InvariantCulture, $"postgres://ro@127.0.0.1:{this.Port}/postgres?sslmode=disable");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="schema">SQL that the owner runs first; the role may read what it makes.</param>
    public static async Task<PostgresServer> StartAsync(string schema)
    {
        var server = new PostgresServer(Path.Combine(Path.GetTempPath(), $"editor-agent-pg-{Guid.NewGuid():N}"), FreePort());
        try
        {
            await server.StartAsync();
            await server.QueryAsync($"{schema}; create role ro login; grant select on all tables in schema public to ro");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>As the owner.</summary>
    public Task<string> QueryAsync(string sql) =>
        RunAsync("psql", ["-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", $"{this.Port}", "-U", Account, "-c", sql]);

    public async ValueTask DisposeAsync()
    {
        if (this.server is { } running)
        {
            if (!running.HasExited)
            {
                running.Kill(entireProcessTree: true);
            }

            await running.WaitForExitAsync(CancellationToken.None);
            running.Dispose();
        }

        if (Directory.Exists(this.folder))
        {
            Directory.Delete(this.folder, recursive: true);
        }
    }

    private async Task StartAsync()
    {
        var programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin"
            : throw new InvalidOperationException("PostgreSQL is not installed here; these tests need the package postgresql.");
        await RunAsync("install", Environment.IsPrivilegedProcess ? ["-d", "-o", Account, "-g", Account, this.folder] : ["-d", this.folder]);
        var data = Path.Combine(this.folder, "data");
        var (program, arguments) = AsAccount(Path.Combine(programs, "initdb"), "-D", data, "-A", "trust", "-U", Account, "--no-sync");
        await RunAsync(program, arguments);
        (program, arguments) = AsAccount(
            Path.Combine(programs, "postgres"), "-D", data, "-p", $"{this.Port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={this.folder}", "-c", "fsync=off");
        this.server = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/", RedirectStandardError = true, RedirectStandardOutput = true })!;
        _ = this.server.StandardError.ReadToEndAsync(CancellationToken.None);
        _ = this.server.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await this.AnswersAsync();
    }

    private async Task AnswersAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Limits.Hang);
        while (true)
        {
            try
            {
                await this.QueryAsync("select 1");
                return;
            }
            catch (InvalidOperationException) when (!limit.IsCancellationRequested && !this.server!.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
            }
        }
    }

    private static (string Program, string[] Arguments) AsAccount(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? ("setpriv", [$"--reuid={Account}", $"--regid={Account}", "--clear-groups", program, .. arguments])
        : (program, arguments);

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/", RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var errors = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token).WaitAsync(Limits.Hang, Token);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await output}{await errors}");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
