using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;

namespace EditorAgent.BuiltInTools.Shell;

/// <summary>What the model is told of a run: how it ended, what the sandbox had to do with it, its output.</summary>
internal static class ShellReport
{
    private static readonly ImmutableArray<string> SignsOfNoNetwork =
    [
        "could not resolve host", "temporary failure in name resolution", "name or service not known", "network is unreachable", "enotfound", "eai_again",
        "getaddrinfo", "nu1301", "unable to load the service index", "nodename nor servname", "couldn't resolve host", "failed to lookup address",
    ];

    private static readonly ImmutableArray<string> SignsOfNoServer = ["connection refused", "econnrefused", "failed to connect", "couldn't connect to server", "could not connect to server"];

    private static readonly ImmutableArray<string> SignsOfNoWrite = ["read-only file system", "erofs", "operation not permitted", "permission denied"];

    public static string Write(ProcessOutcome outcome, Execution execution, TimeSpan timeout, int longestTimeout, string output)
    {
        var text = new StringBuilder();
        if (outcome.ExitCode is { } code)
        {
            text.Append(CultureInfo.InvariantCulture, $"exit code {code}, {outcome.Duration.TotalSeconds:0.0} s\n");
        }
        else
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"timed out after {timeout.TotalSeconds:0} s; it and everything it started were ended. Run a smaller part, or set timeout_seconds (at most {longestTimeout}).\n");
        }

        if (!outcome.EndedWithIt.IsEmpty)
        {
            text.Append(CultureInfo.InvariantCulture, $"[still running in the background and ended with the command: {string.Join(", ", outcome.EndedWithIt.Distinct())}]\n");
        }

        foreach (var line in outcome.Quarantined)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{line}]\n");
        }

        if (outcome.ExitCode != 0 && execution.IsSandboxed && SandboxHint(execution, output) is { } hint)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{hint}]\n");
        }

        return text.Append(output.Length == 0 ? "(no output)" : output).ToString();
    }

    private static string? SandboxHint(Execution execution, string output)
    {
        if (!execution.NeedsNetwork && IsAny(SignsOfNoNetwork, output))
        {
            return "the sandbox has no network; if the command cannot do without, call it again with needs_network: true";
        }

        if (!execution.NeedsNetwork && IsAny(SignsOfNoServer, output))
        {
            return "each command has a network of its own, so it reaches no server that another command offers, nor one of this machine; for that both need needs_network: true";
        }

        if (!IsAny(SignsOfNoWrite, output))
        {
            return null;
        }

        return execution.IsInAutoRunTable
            ? "in the sandbox this command can only read"
            : "the sandbox lets commands write in the workspace and /tmp only, and not to .git, editor or agent settings there";
    }

    private static bool IsAny(ImmutableArray<string> signs, string output) => signs.Any(sign => output.Contains(sign, StringComparison.OrdinalIgnoreCase));
}
