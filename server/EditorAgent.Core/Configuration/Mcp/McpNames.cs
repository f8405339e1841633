using System.Collections.Immutable;

namespace EditorAgent.Core.Configuration.Mcp;

/// <summary>Which names are names, and which of them a stranger must not set.</summary>
internal static class McpNames
{
    /// <summary>Tools that the model's vendor runs are called <c>mcp__formula__name</c>, for rules and grants too, so no server may be named so.</summary>
    public const string OfVendor = "formula";

    private const int Longest = 256;

    private static readonly ImmutableArray<string> Loading =
    [
        "PATH", "HOME", "USERPROFILE", "SHELL", "IFS", "ENV", "BASH_ENV", "NODE_OPTIONS", "NODE_PATH", "NODE_EXTRA_CA_CERTS", "NODE_TLS_REJECT_UNAUTHORIZED",
        "PYTHONPATH", "PYTHONSTARTUP", "PYTHONHOME", "PERL5LIB", "PERL5OPT", "RUBYOPT", "RUBYLIB", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH",
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "PROMPT_COMMAND", "EDITOR", "PAGER",
        "VISUAL", "BROWSER", "MANPAGER", "SHELLOPTS", "BASHOPTS", "PS4", "ZDOTDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA", "COMSPEC", "PATHEXT", "SYSTEMROOT",
        "PSMODULEPATH", "GCONV_PATH", "GLIBC_TUNABLES", "LOCPATH", "OPENSSL_CONF", "OPENSSL_MODULES", "OPENSSL_ENGINES", "SSLKEYLOGFILE", "FTP_PROXY",
        "_JAVA_OPTIONS", "JAVA_HOME", "MAVEN_OPTS", "GRADLE_OPTS", "LUA_INIT", "LUA_PATH", "LUA_CPATH", "R_PROFILE", "R_ENVIRON", "RUSTC_WRAPPER", "RUSTFLAGS", "GOFLAGS", "GOPROXY", "GOTOOLCHAIN",
    ];

    private static readonly ImmutableArray<string> LoadingPrefixes =
    [
        "LD_", "DYLD_", "DOTNET_", "CORECLR_", "COMPLUS_", "COR_", "GIT_", "BASH_FUNC_", "NPM_CONFIG_", "EDITORAGENT_", "MSBUILD",
        "PYTHON", "NODE_", "PIP_", "UV_", "POETRY_", "BUN_", "DENO_", "YARN_", "PNPM_", "CARGO_", "BUNDLE_", "GEM_", "PERL5", "ELECTRON_", "NUGET_",
    ];

    /// <summary>Set in many files, and no way to run anything.</summary>
    private static readonly ImmutableArray<string> Harmless =
        ["NODE_ENV", "NODE_DEBUG", "NODE_NO_WARNINGS", "PYTHONUNBUFFERED", "PYTHONIOENCODING", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE", "PYTHONHASHSEED"];

    public static bool IsVariable(string name) =>
        name.Length is > 0 and <= Longest && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    public static bool IsHeader(string name) =>
        name.Length is > 0 and <= Longest && name.All(character => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character));

    public static bool IsInput(string id) =>
        id.Length is > 0 and <= 64 && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');

    /// <summary>Two underscores part server and tool in the names that a model sees.</summary>
    public static bool IsServer(string name) =>
        name.Length is > 0 and <= 64 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_') && !name.Contains("__", StringComparison.Ordinal);

    /// <summary>Whether a variable decides which code or which server a program ends up with.</summary>
    public static bool ChangesWhatRuns(string name) =>
        !Harmless.Contains(name, StringComparer.OrdinalIgnoreCase)
        && (Loading.Contains(name, StringComparer.OrdinalIgnoreCase) || LoadingPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));
}
