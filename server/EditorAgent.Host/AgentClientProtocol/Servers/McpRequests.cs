using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Secrets;
using EditorAgent.Core.Trust;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Host.Composition;
using EditorAgent.Mcp.Authorization;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Settings;
using EditorAgent.Protocol.Extensions;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.AgentClientProtocol.Servers;

/// <summary>What <c>editor-agent mcp-config</c> does, for clients that have a place of their own for it.</summary>
internal sealed class McpRequests(AgentComposition composition, ILogger logger)
{
    private static readonly ImmutableArray<string> Scopes = ["user", "workspace"];

    /// <summary>As the files say now; what of it starts, starts.</summary>
    public static async Task<ListMcpServersResult> ListAsync(AcpSession session, CancellationToken cancellationToken)
    {
        session.OpenServers();
        if (session.Mcp is not { } mcp)
        {
            return new ListMcpServersResult { Servers = [], Problems = [] };
        }

        await mcp.Hub.Remembered.WaitAsync(cancellationToken);
        await mcp.Servers.RefreshAsync(cancellationToken);
        return new ListMcpServersResult { Servers = [.. mcp.Hub.Servers.Select(ServerView.Of)], Problems = [.. mcp.Hub.Problems, .. mcp.Servers.Problems] };
    }

    public static Task<McpServerResult> TestAsync(AcpSession session, string name, CancellationToken cancellationToken) =>
        AnswerAsync(session, name, mcp => mcp.Hub.ConnectAsync(name, cancellationToken), cancellationToken);

    /// <summary>Only what was shown is approved, whatever the files say by now.</summary>
    public async Task<McpServerResult> TrustAsync(AcpSession session, TrustMcpServerParams wanted, CancellationToken cancellationToken)
    {
        var mcp = await ExistingAsync(session, cancellationToken);
        if (await session.Agent.Trust.CheckAsync(cancellationToken) is not TrustCheck.Trusted)
        {
            throw AcpErrors.InvalidRequest("This workspace is not trusted, so none of its servers can be approved. Trust it first.");
        }

        if (StatusOf(mcp, wanted.Name).TrustHash is not { } hash || hash != wanted.Fingerprint)
        {
            throw AcpErrors.InvalidRequest("The server is not what was shown, or needs no approval. Nothing was approved; show it again.");
        }

        return await AnswerAsync(session, wanted.Name, _ => mcp.Hub.ApproveAsync(wanted.Name, wanted.Fingerprint, wanted.BelievesAnnotations, cancellationToken), cancellationToken);
    }

    public Task<ListMcpServersResult> AddAsync(AcpSession session, AddMcpServerParams wanted, CancellationToken cancellationToken) =>
        this.ChangeAsync(session, settings => settings.AddAsync(ScopeOf(wanted.Scope), wanted.Name, ObjectOf(wanted.Server), [], cancellationToken), cancellationToken);

    public Task<ListMcpServersResult> EditAsync(AcpSession session, EditMcpServerParams wanted, CancellationToken cancellationToken) =>
        this.ChangeAsync(session, settings => settings.EditAsync(ScopeOf(wanted.Scope), wanted.Name, ObjectOf(wanted.Changes), cancellationToken), cancellationToken);

    /// <summary>With its approval, its login and the values that were given for it alone.</summary>
    public async Task<ListMcpServersResult> RemoveAsync(AcpSession session, RemoveMcpServerParams wanted, CancellationToken cancellationToken)
    {
        var scope = ScopeOf(wanted.Scope);
        var mcp = await ExistingAsync(session, cancellationToken);
        var server = mcp.Hub.Declarations.FirstOrDefault(known => known.Name == wanted.Name && known.Scope == scope);
        return await this.ChangeAsync(session, async settings =>
        {
            var unused = await settings.RemoveAsync(scope, wanted.Name, cancellationToken);
            await composition.Mcp.ForgetAsync(session.Workspace, scope, wanted.Name, server, unused, cancellationToken);
        }, cancellationToken);
    }

    public Task<ListMcpServersResult> EnableAsync(AcpSession session, string name, CancellationToken cancellationToken) =>
        this.ChangeAsync(session, async settings => await settings.EnableAsync(await WrittenScopeOfAsync(session, name, cancellationToken), name, cancellationToken), cancellationToken);

    public Task<ListMcpServersResult> DisableAsync(AcpSession session, string name, CancellationToken cancellationToken) =>
        this.ChangeAsync(session, async settings => await settings.DisableAsync(await WrittenScopeOfAsync(session, name, cancellationToken), name, cancellationToken), cancellationToken);

    public Task<McpServerResult> LoginAsync(AcpSession session, string name, CancellationToken cancellationToken) => AnswerAsync(session, name, async mcp =>
    {
        if (!session.Link.Client.ShowsAddresses)
        {
            throw AcpErrors.InvalidRequest($"This client cannot open addresses (elicitation.url). In a terminal: editor-agent mcp-config login {name}");
        }

        // A login goes to wherever the configuration points, so a stranger's is approved first.
        if (StatusOf(mcp, name) is { State: ServerState.NeedsTrust or ServerState.Disabled } waiting)
        {
            throw AcpErrors.InvalidRequest($"{(waiting.Problems is [var why, ..] ? why : "It may not start.")} Nothing was sent.");
        }

        await new ServerLogin(composition.Mcp.AuthorizationsIn(mcp.Workspace)).LoginAsync(DeclarationOf(mcp, name), new LoginOpener(session.Link, logger).OpenAsync, cancellationToken);
        return await mcp.Hub.RestartAsync(name, cancellationToken);
    }, cancellationToken);

    public Task<McpServerResult> LogoutAsync(AcpSession session, string name, CancellationToken cancellationToken) => AnswerAsync(session, name, async mcp =>
    {
        await new ServerLogin(composition.Mcp.AuthorizationsIn(mcp.Workspace)).LogoutAsync(DeclarationOf(mcp, name), cancellationToken);
        return await mcp.Hub.RestartAsync(name, cancellationToken);
    }, cancellationToken);

    public async Task<ImportMcpServersResult> ImportAsync(AcpSession session, ImportMcpServersParams wanted, CancellationToken cancellationToken)
    {
        var source = wanted.Source switch
        {
            "vscode" => ImportSource.VisualStudioCode,
            "cursor" => ImportSource.Cursor,
            "claude" => ImportSource.Claude,
            "kimi" => ImportSource.KimiCode,
            _ => throw AcpErrors.InvalidParams("source is one of vscode, cursor, claude and kimi."),
        };
        var scope = ScopeOf(wanted.Scope);
        var workspace = session.Workspace;
        var found = composition.Mcp.ImporterIn(workspace).Read(source, scope);
        var imports = new List<McpImport>();
        foreach (var server in found.Servers)
        {
            var isWanted = server.Entry is not null && wanted.Names?.Contains(server.Name, StringComparer.OrdinalIgnoreCase) == true;
            var refused = isWanted ? await this.TakeOverAsync(session, scope, server, cancellationToken) : null;
            var notes = server.Notes.Prepend(refused ?? "").Where(note => note.Length > 0);
            imports.Add(new McpImport { Name = server.Name, Source = server.Source, What = server.What, IsWritten = isWanted && refused is null, Note = server.Notes.IsEmpty && refused is null ? null : string.Join("; ", notes) });
        }

        imports.AddRange(found.Problems.Select(problem => new McpImport { Name = "", Source = "", What = "", IsWritten = false, Note = problem }));
        return new ImportMcpServersResult { Servers = imports };
    }

    /// <returns>Why it could not be, or null.</returns>
    private async Task<string?> TakeOverAsync(AcpSession session, McpServerScope scope, ImportedServer server, CancellationToken cancellationToken)
    {
        try
        {
            await this.ChangeAsync(session, async settings =>
            {
                var added = await settings.AddAsync(scope, server.Name, server.Entry!, server.Inputs, cancellationToken);
                foreach (var (id, value) in server.Secrets)
                {
                    await composition.Mcp.InputsIn(session.Workspace).WriteAsync(added, id, value, cancellationToken);
                }
            }, cancellationToken);
            return null;
        }
        catch (StreamJsonRpc.LocalRpcException refused)
        {
            return refused.Message;
        }
    }

    public async Task<AuditMcpResult> AuditAsync(AuditMcpParams wanted, CancellationToken cancellationToken)
    {
        var log = composition.Mcp.AuditLog;
        var most = Math.Clamp(wanted.Limit ?? 50, 1, 500);
        var newest = new Queue<McpAuditRecord>();
        await foreach (var entry in log.ReadAsync(wanted.Server, null, cancellationToken))
        {
            newest.Enqueue(AuditView.Of(entry));
            if (newest.Count > most)
            {
                newest.Dequeue();
            }
        }

        var check = await log.VerifyAsync(cancellationToken);
        return new AuditMcpResult { Records = [.. newest.Reverse()], Damage = check.Problems.FirstOrDefault() };
    }

    private async Task<ListMcpServersResult> ChangeAsync(AcpSession session, Func<McpSettings, Task> change, CancellationToken cancellationToken)
    {
        try
        {
            await change(composition.Mcp.SettingsIn(session.Workspace));
        }
        catch (Exception refused) when (refused is McpSettingsException or SecretStoreException or ServerException or IOException)
        {
            throw AcpErrors.InvalidRequest(refused.Message);
        }

        session.OpenServers();
        await (session.Mcp?.Hub.ReloadAsync(cancellationToken) ?? Task.CompletedTask);
        return await ListAsync(session, cancellationToken);
    }

    private static async Task<McpServerResult> AnswerAsync(AcpSession session, string name, Func<SessionMcp, Task<ServerStatus>> act, CancellationToken cancellationToken)
    {
        var mcp = await ExistingAsync(session, cancellationToken);
        _ = StatusOf(mcp, name);
        try
        {
            return new McpServerResult { Server = ServerView.Of(await act(mcp)) };
        }
        catch (Exception failed) when (failed is ServerException or SecretStoreException)
        {
            throw AcpErrors.InvalidRequest(failed.Message);
        }
    }

    /// <summary>With all that is configured; a request right behind the session's beginning must not come before it.</summary>
    private static async Task<SessionMcp> ExistingAsync(AcpSession session, CancellationToken cancellationToken)
    {
        session.OpenServers();
        var mcp = session.Mcp ?? throw AcpErrors.InvalidRequest("This session has no MCP servers.");
        await mcp.Hub.Remembered.WaitAsync(cancellationToken);
        return mcp;
    }

    private static ServerStatus StatusOf(SessionMcp mcp, string name) =>
        mcp.Hub.Servers.FirstOrDefault(server => server.Name == name) ?? throw AcpErrors.InvalidParams($"There is no MCP server named '{name}' in this session.");

    private static McpServerDeclaration DeclarationOf(SessionMcp mcp, string name) =>
        mcp.Hub.Declarations.FirstOrDefault(server => server.Name == name) ?? throw AcpErrors.InvalidParams($"There is no MCP server named '{name}' in this session.");

    private static async Task<McpServerScope> WrittenScopeOfAsync(AcpSession session, string name, CancellationToken cancellationToken) => StatusOf(await ExistingAsync(session, cancellationToken), name).Scope switch
    {
        McpServerScope.User => McpServerScope.User,
        McpServerScope.Workspace => McpServerScope.Workspace,
        _ => throw AcpErrors.InvalidRequest($"{name} does not stand in a file of EditorAgent's; change it where it was declared."),
    };

    private static McpServerScope ScopeOf(string scope) => Scopes.IndexOf(scope) switch
    {
        0 => McpServerScope.User,
        1 => McpServerScope.Workspace,
        _ => throw AcpErrors.InvalidParams("scope is one of user and workspace."),
    };

    private static JsonObject ObjectOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? JsonObject.Create(element)! : throw AcpErrors.InvalidParams("The entry is an object as in mcp.json.");
}
