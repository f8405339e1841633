using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Telemetry;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub.Starting;

/// <summary>
/// Makes of a declaration what a connection is made with. The only place where secrets of the configuration appear: what it makes is used at
/// once and not kept.
/// </summary>
internal sealed class EndpointMaker(HubParts parts)
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(30);

    /// <exception cref="NotReadyException">A value is missing.</exception>
    public async Task<ServerEndpoint> MakeAsync(PermittedStart start, ServerEra? known, CancellationToken cancellationToken)
    {
        var server = start.Server;
        var placeholders = new Placeholders(server, parts.Environment, parts.ReadInput);
        var endpoint = new ServerEndpoint
        {
            Name = server.Name,
            Transport = server.Transport,
            ConnectLimit = server.StartupTimeout ?? ConnectLimit,
            KnownEra = known,
        };
        endpoint = server.Transport == McpTransport.Stdio
            ? endpoint with { Process = await this.ProcessAsync(start, placeholders, cancellationToken) }
            : await this.AddressAsync(endpoint, server, placeholders, cancellationToken);
        foreach (var secret in placeholders.Inputs)
        {
            SecretMask.Learn(secret);
        }

        return endpoint;
    }

    /// <summary>
    /// Tells apart under which authorization a list was read, without saying anything of it. Values that were asked for are not looked up: that may
    /// open a keyring, and whoever changes one restarts the server.
    /// </summary>
    public string ContextOf(McpServerDeclaration server)
    {
        var text = new StringBuilder();
        this.Append(text, server, server.Env);
        this.Append(text, server, server.Headers);
        if (server.BearerTokenEnvVar is { } variable)
        {
            text.Append(parts.Environment.GetValueOrDefault(variable));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private void Append(StringBuilder text, McpServerDeclaration server, ImmutableSortedDictionary<string, string> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        foreach (var (name, value) in values)
        {
            text.Append(name).Append('\0').Append(value).Append('\0');
            if (server.Scope == McpServerScope.User && value.Contains("${env:", StringComparison.Ordinal))
            {
                foreach (var piece in value.Split("${env:").Skip(1))
                {
                    text.Append(parts.Environment.GetValueOrDefault(piece.Split('}')[0])).Append('\0');
                }
            }
        }
    }

    private async Task<ProcessSpecification> ProcessAsync(PermittedStart start, Placeholders placeholders, CancellationToken cancellationToken)
    {
        var own = new Dictionary<string, string>(parts.Environment, OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        var environment = new Dictionary<string, string>(
            ChildEnvironment.From(own, parts.Path), OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var (name, value) in start.Server.Env)
        {
            environment[name] = await placeholders.FillAsync(value, cancellationToken);
        }

        var arguments = ImmutableArray.CreateBuilder<string>(start.Server.Args.Length);
        foreach (var argument in start.Server.Args)
        {
            arguments.Add(await placeholders.FillAsync(argument, cancellationToken));
        }

        var process = new ProcessSpecification
        {
            Program = start.Program!,
            Arguments = arguments.DrainToImmutable(),
            WorkingDirectory = start.Directory!,
            Environment = environment,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        return OperatingSystem.IsWindows() && WindowsScript.Is(process.Program)
            ? WindowsScript.Started(process, Path.Combine(Environment.SystemDirectory, "cmd.exe"), File.Exists)
            : process;
    }

    private async Task<ServerEndpoint> AddressAsync(ServerEndpoint endpoint, McpServerDeclaration server, Placeholders placeholders, CancellationToken cancellationToken)
    {
        var headers = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in server.Headers)
        {
            headers[name] = await placeholders.FillAsync(value, cancellationToken);
            if (headers[name] != value)
            {
                SecretMask.Learn(headers[name]);
            }

            RefuseBreaks(name, headers[name]);
        }

        if (server.BearerTokenEnvVar is { } variable)
        {
            var token = placeholders.Environment(variable);
            SecretMask.Learn(token);
            headers["Authorization"] = $"Bearer {token}";
            RefuseBreaks("Authorization", token);
        }

        var address = await placeholders.FillAsync(server.Url!.OriginalString, cancellationToken);
        return Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? endpoint with { Url = url, Headers = headers.ToImmutable(), Authorization = parts.Authorize(server) }
            : throw new NotReadyException(ServerState.Failed, "With its placeholders filled in, its address is none.");
    }

    private static void RefuseBreaks(string header, string value)
    {
        if (value.Any(char.IsControl))
        {
            throw new NotReadyException(ServerState.Failed, $"With its placeholders filled in, its header {header} has a line break or another control character in it.");
        }
    }
}
