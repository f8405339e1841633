using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;

namespace EditorAgent.Core.Processes;

/// <summary>
/// The environment of the programs that tools start: built from nothing. Some names are taken over from ours because programs do not
/// work without them; no key, no token, nothing that makes a program run code (<c>BASH_ENV</c>, <c>LD_*</c>, <c>DOTNET_STARTUP_HOOKS</c>,
/// <c>GIT_*</c>). The rest is set to keep programs quiet, unattended and without helpers that outlive them.
/// </summary>
public static class ChildEnvironment
{
    private static readonly ImmutableArray<string> TakenOver =
    [
        "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR",
        "DOTNET_ROOT", "DOTNET_CLI_HOME", "DOTNET_INSTALL_DIR", "DOTNET_ROLL_FORWARD", "NUGET_PACKAGES", "NUGET_HTTP_CACHE_PATH", "NUGET_CERT_REVOCATION_MODE",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS",
        "JAVA_HOME", "GOPATH", "CARGO_HOME", "RUSTUP_HOME",
        "SystemRoot", "SystemDrive", "windir", "ComSpec", "PATHEXT", "TEMP", "TMP", "USERPROFILE", "USERNAME", "APPDATA", "LOCALAPPDATA",
        "ProgramData", "ProgramFiles", "ProgramFiles(x86)", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE",
    ];

    /// <summary>A proxy is needed to restore packages in some networks; one that carries a password is not handed on.</summary>
    private static readonly ImmutableArray<string> Proxies =
        ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy"];

    /// <summary>
    /// The MSBuild switches end its nodes and the compiler server with the build: as daemons they would hold our pipes, or hang where
    /// their sockets are not allowed.
    /// </summary>
    private static readonly FrozenDictionary<string, string> Fixed = new Dictionary<string, string>
    {
        ["TERM"] = "dumb",
        ["NO_COLOR"] = "1",
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
        ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "0",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_CLI_DO_NOT_USE_MSBUILD_SERVER"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["MSBUILDTERMINALLOGGER"] = "off",
        ["UseSharedCompilation"] = "false",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="own">The environment of this process.</param>
    /// <param name="path">Where programs are found.</param>
    public static IReadOnlyDictionary<string, string> From(IDictionary own, TrustedPath path)
    {
        var environment = new Dictionary<string, string>(Fixed, OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var name in TakenOver)
        {
            if (own[name] is string { Length: > 0 } value)
            {
                environment[name] = value;
            }
        }

        foreach (var name in Proxies)
        {
            if (own[name] is string { Length: > 0 } value && !value.Contains('@', StringComparison.Ordinal))
            {
                environment[name] = value;
            }
        }

        environment["PATH"] = path.Value;
        return environment;
    }
}
