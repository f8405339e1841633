using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Telemetry;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub;
using EditorAgent.Mcp.Hub.Memory;
using EditorAgent.Mcp.Hub.Starting;
using EditorAgent.Mcp.Trust;

namespace EditorAgent.Mcp.Settings;

/// <summary>Says how it stands with servers from what is on the disk; starts nothing and reaches nobody.</summary>
public sealed class ServerInspection(HubParts parts)
{
    private const int LongestWhat = 400;

    private readonly StartPermission permission = new(parts);
    private readonly ServerMemories memories = new(parts.CacheDirectory, parts.Time, parts.Logger);

    public async Task<InspectedServer> InspectAsync(McpServerDeclaration server, CancellationToken cancellationToken)
    {
        var status = new ServerStatus { Name = server.Name, Scope = server.Scope, What = WhatOf(server), State = ServerState.Pending };
        ServerIdentity? identity = null;
        try
        {
            (identity, _) = await this.permission.IdentifyAsync(server, cancellationToken);
            await this.permission.CheckAsync(server, cancellationToken);
            await this.RequireValuesAsync(server, cancellationToken);
        }
        catch (NotReadyException notReady)
        {
            status = status with { State = notReady.State, Problems = [notReady.Message], TrustLines = notReady.TrustLines };
        }
        catch (ServerException failed)
        {
            status = status with { State = ServerState.Failed, Problems = [failed.Message] };
        }

        if (identity is null || this.memories.Read(identity.Hash) is not { } memory)
        {
            return new InspectedServer(server, identity, status, []);
        }

        int? count = memory.Tools?.Items.Length ?? (memory.Introduction.HasTools ? null : 0);
        var tools = memory.Tools?.Items ?? [];
        return new InspectedServer(server, identity, status with { Era = memory.Era, Introduction = memory.Introduction, ToolCount = count }, tools)
        {
            ChangedTools = parts.Pins.Changed(identity, tools),
            ReachedAt = this.memories.WrittenAt(identity.Hash),
        };
    }

    private async Task RequireValuesAsync(McpServerDeclaration server, CancellationToken cancellationToken)
    {
        var placeholders = new Placeholders(server, parts.Environment, parts.ReadInput);
        var address = server.Url is { } url ? url.OriginalString : "";
        foreach (var text in server.Args.Concat(server.Env.Values).Concat(server.Headers.Values).Append(address))
        {
            await placeholders.FillAsync(text, cancellationToken);
        }

        if (server.BearerTokenEnvVar is { } variable)
        {
            placeholders.Environment(variable);
        }
    }

    private static string WhatOf(McpServerDeclaration server)
    {
        var text = server.ToString();
        return CanonicalText.Line(SecretMask.Of(text[(text.IndexOf(": ", StringComparison.Ordinal) + 2)..]), LongestWhat).Text;
    }
}
