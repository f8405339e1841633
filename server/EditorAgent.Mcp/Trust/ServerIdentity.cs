using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Telemetry;

namespace EditorAgent.Mcp.Trust;

/// <summary>
/// What a server is, for trust: transport, command and the program it resolves to, arguments, working directory, environment, address, headers,
/// roots. Key order and formatting do not count; secret values of environment and headers are in it as hashes.
/// </summary>
/// <param name="Hash">SHA-256, hexadecimal.</param>
/// <param name="Lines">The same as lines a person can read and compare. Command and arguments are exact: nothing in them is masked or cut.</param>
public sealed record ServerIdentity(string Hash, ImmutableArray<string> Lines)
{
    private static readonly ImmutableArray<string> TellingNames =
        ["KEY", "TOKEN", "SECRET", "PASS", "PWD", "CREDENTIAL", "AUTH", "COOKIE", "DSN", "CONNECTION", "SIGNATURE", "PRIVATE"];

    internal ImmutableArray<TrustLine> Facts { get; init; } = [.. Lines.Select(line => new TrustLine("fact", line))];

    /// <param name="program">The program that <see cref="McpServerDeclaration.Command"/> resolved to; null of HTTP, or when there is none.</param>
    public static ServerIdentity Of(McpServerDeclaration server, string? program) => Of(server, program, []);

    /// <param name="server">What is declared.</param>
    /// <param name="program">As above.</param>
    /// <param name="contents">Of files of the workspace that it runs.</param>
    internal static ServerIdentity Of(McpServerDeclaration server, string? program, ImmutableArray<TrustLine> contents)
    {
        ImmutableArray<TrustLine> facts = [.. FactsOf(server, program), .. contents];
        var canonical = new StringBuilder();
        foreach (var fact in facts)
        {
            canonical.Append(fact.Key).Append('\n');
        }

        return new ServerIdentity(CanonicalJson.HashOf(canonical.ToString()), [.. facts.Select(fact => fact.Shown)]) { Facts = facts };
    }

    private static IEnumerable<TrustLine> FactsOf(McpServerDeclaration server, string? program)
    {
        yield return new TrustLine("transport", server.Transport switch { McpTransport.Stdio => "stdio", McpTransport.Http => "http", _ => "sse" });
        if (server.Command is { } command)
        {
            yield return new TrustLine("command", command);
            yield return new TrustLine("program", program ?? "(not found)");
        }

        foreach (var argument in server.Args)
        {
            yield return new TrustLine("argument", argument);
        }

        if (server.Cwd is { } folder)
        {
            yield return new TrustLine("folder", folder);
        }

        if (server.Url is { } url)
        {
            yield return new TrustLine("address", url.OriginalString);
        }

        foreach (var name in NamesIn(server.Env))
        {
            yield return Valued("environment", name, server.Env[name], IsSecret(name, server.Env[name]));
        }

        foreach (var name in NamesIn(server.Headers))
        {
            yield return Valued("header", name, server.Headers[name], IsSecret(name, server.Headers[name]));
        }

        if (server.BearerTokenEnvVar is { } variable)
        {
            yield return new TrustLine("bearer token from the variable", variable);
        }

        if (server.OAuth is { } login)
        {
            foreach (var (name, value) in Login(login))
            {
                yield return new TrustLine($"login {name}", value);
            }
        }

        foreach (var root in server.Roots)
        {
            yield return new TrustLine("root it is told of", root);
        }
    }

    private static IEnumerable<string> NamesIn(ImmutableSortedDictionary<string, string> values) => values.IsEmpty ? [] : values.Keys.Order(StringComparer.Ordinal);

    /// <summary>The secret of a login is the user's own, in their own file; what it is does not decide which server this is.</summary>
    private static IEnumerable<(string Name, string Value)> Login(McpOAuthSettings login)
    {
        (string, string?)[] given =
        [
            ("client", login.ClientId), ("client metadata", login.ClientMetadataUrl?.OriginalString), ("callback port", login.CallbackPort?.ToString(CultureInfo.InvariantCulture)),
            ("scopes", login.Scopes.IsEmpty ? null : string.Join(' ', login.Scopes)), ("grant", login.Grant == McpOAuthGrant.AuthorizationCode ? null : login.Grant.ToString()),
            ("key file", login.PrivateKeyFile), ("assertion file", login.AssertionFile), ("identity provider", login.IdentityTokenUrl?.OriginalString), ("identity client", login.IdentityClientId),
        ];
        return given.Where(pair => pair.Item2 is not null).Select(pair => (pair.Item1, pair.Item2!));
    }

    /// <summary>Hashed with its name, so that equal values of two names do not show.</summary>
    private static TrustLine Valued(string kind, string name, string value, bool isSecret) =>
        isSecret ? new TrustLine($"{kind} {name}", null, CanonicalJson.HashOf($"{name}\0{value}")) : new TrustLine($"{kind} {name}", value);

    /// <summary>A placeholder is none: what it stands for is not in it.</summary>
    internal static bool IsSecret(string name, string value) =>
        !IsPlaceholder(value)
        && (TellingNames.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase)) || SecretMask.Of(value) != value);

    private static bool IsPlaceholder(string value)
    {
        var text = value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? value[7..] : value;
        return text.StartsWith("${", StringComparison.Ordinal) && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1;
    }
}
