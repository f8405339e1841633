using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EditorAgent.Core.Processes.Confining;

/// <summary>
/// Tries what the sandbox promises, in a temporary workspace: writing there works; writing beside it and into git's directory does not;
/// neither does connecting, nor seeing the home. Everything has to come out right, also what must work: a sandbox in which nothing runs
/// would pass any test of what must fail.
/// </summary>
internal sealed class SandboxTrial(IConfiner confiner, Quarantine quarantine, SandboxPlaces places, TimeProvider time)
{
    private const string End = "tried";

    /// <summary>Prints a line for each thing that must not work and did.</summary>
    private const string Script = """
        echo x > made || echo 'the workspace cannot be written'
        (echo x > "$1/canary") 2>/dev/null && echo 'a file outside the workspace could be written'
        (echo x >> .git/config) 2>/dev/null && echo 'a protected file could be written'
        (: >> /proc/sys/kernel/core_pattern) 2>/dev/null && echo 'settings of the kernel could be changed'
        [ -n "$2" ] && [ -e "$2" ] && echo 'the home directory is visible'
        if [ -x /bin/bash ]; then
          /bin/bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1"' bash "$3" 2>/dev/null && echo 'the network can be reached'
        fi
        while read -r name value; do
          case $name in
            CapEff:) [ "$value" = 0000000000000000 ] || echo 'programs keep capabilities' ;;
            NoNewPrivs:) [ "$value" = 1 ] || echo 'programs can gain privileges' ;;
          esac
        done < /proc/self/status
        while read -r name rest; do
          case $name in Inter-*|face*|lo:*) ;; *) echo 'network devices are visible' ;; esac
        done < /proc/self/net/dev
        echo tried
        """;

    private const string MacScript = """
        echo x > made || echo 'the workspace cannot be written'
        (echo x > "$1/canary") 2>/dev/null && echo 'a file outside the workspace could be written'
        (echo x >> .git/config) 2>/dev/null && echo 'a protected file could be written'
        [ -n "$2" ] && cat "$2" >/dev/null 2>&1 && echo 'the home directory is visible'
        /bin/bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1"' bash "$3" 2>/dev/null && echo 'the network can be reached'
        echo tried
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <returns>What is wrong with it, or null.</returns>
    /// <exception cref="SandboxException">It could not be set up.</exception>
    public async Task<string?> FindFaultAsync()
    {
        var place = Directory.CreateTempSubdirectory("editoragent-sandbox-").FullName;
        try
        {
            return await this.FindFaultAsync(place);
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    private async Task<string?> FindFaultAsync(string place)
    {
        var real = Workspaces.RealPath.Of(place) is Workspaces.RealPath.Found(var path) ? path : place;
        var workspace = Directory.CreateDirectory(Path.Combine(real, "workspace")).FullName;
        var outside = Directory.CreateDirectory(Path.Combine(real, "outside")).FullName;
        Directory.CreateDirectory(Path.Combine(workspace, ".git"));
        await File.WriteAllTextAsync(Path.Combine(workspace, ".git", "config"), "");

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        using var output = new CommandOutput(null);
        var specification = new ProcessSpecification
        {
            Program = "/bin/sh",
            Arguments = ["-c", OperatingSystem.IsMacOS() ? MacScript : Script, "sh", outside, this.SomethingInHome() ?? "", port],
            WorkingDirectory = workspace,
            Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
            Timeout = Limit,
            Confined = new ConfinedProgram(confiner, new Confinement { WritableRoots = [workspace], ReadableDirectories = [outside] }, quarantine),
        };
        await new ProcessRunner(time).RunAsync(specification, output, new Progress<string>(), CancellationToken.None);

        var lines = output.Render().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines is not [End])
        {
            return $"it does not keep its promises here: {string.Join("; ", lines.Where(line => line != End).DefaultIfEmpty("its test did not end"))}";
        }

        if (!File.Exists(Path.Combine(workspace, "made")))
        {
            return "it does not keep its promises here: what is written in the workspace does not arrive";
        }

        return File.Exists(Path.Combine(outside, "canary")) || listener.Pending()
            ? "it does not keep its promises here: its test was deceived"
            : null;
    }

    /// <summary>A file or folder of the home that no tool needs, or null.</summary>
    private string? SomethingInHome()
    {
        try
        {
            return places.UserHome.Length > 1
                ? Directory.EnumerateFileSystemEntries(places.UserHome).FirstOrDefault(entry => !ToolFolders.Of(places).Any(folder => Paths.IsBelowOrSame(entry, folder)))
                : null;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
