using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Trust;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Trust;

namespace EditorAgent.Mcp.Hub.Starting;

/// <summary>
/// Whether a server may start. The user's own may; in a workspace without trust nothing of the workspace runs by it, neither as program nor
/// as working directory. All others need both the workspace's trust and an approval of exactly what they are.
/// </summary>
internal sealed class StartPermission(HubParts parts)
{
    private const string Untrusted = "The workspace is not trusted, so nothing of it runs. Trust it, and the server starts.";

    private readonly ProgramFinder programs = new(parts.Workspace, parts.Path);
    private readonly WorkspaceScripts scripts = new(parts.Workspace, new ProgramFinder(parts.Workspace, parts.Path));

    /// <summary>What the server is. A placeholder in its command is filled in for that, since the program is a part of it.</summary>
    /// <exception cref="NotReadyException">It cannot be told.</exception>
    public async ValueTask<IdentifiedServer> IdentifyAsync(McpServerDeclaration server, CancellationToken cancellationToken)
    {
        if (server.Transport != McpTransport.Stdio)
        {
            return new IdentifiedServer(ServerIdentity.Of(server, program: null), null);
        }

        var command = server.Command!;
        var placeholders = new Placeholders(server, parts.Environment, (_, _, _) => Task.FromResult<string?>(null));
        var program = this.programs.Find(server, await placeholders.FillAsync(command, cancellationToken));
        return new IdentifiedServer(ServerIdentity.Of(server, program, server.Scope == McpServerScope.User ? [] : this.scripts.Of(server, program)), program);
    }

    /// <summary>All that can be said without looking at the workspace's trust, which takes time.</summary>
    /// <exception cref="NotReadyException">It may not start.</exception>
    public async ValueTask<PermittedStart> CheckApprovalAsync(McpServerDeclaration server, CancellationToken cancellationToken)
    {
        if (server.Scope == McpServerScope.ListedOnly)
        {
            throw new NotReadyException(ServerState.Disabled, "It is in another program's file: it is listed, never started. Take it over with: editor-agent mcp-config import");
        }

        if (!server.IsEnabled)
        {
            throw new NotReadyException(ServerState.Disabled, "It is switched off in its configuration.");
        }

        var (identity, program) = await this.IdentifyAsync(server, cancellationToken);
        if (server.Transport == McpTransport.Stdio && program is null)
        {
            throw new NotReadyException(ServerState.Failed, Path.IsPathRooted(server.Command)
                ? $"There is no program {server.Command}, or it cannot be run."
                : $"The program {server.Command} was not found in the directories of PATH that are safe to look in. Install it, or give its absolute path.");
        }

        if (server.Scope != McpServerScope.User && parts.Approvals.Missing(parts.Workspace.RealRoot, server, identity) is { IsEmpty: false } lines)
        {
            throw new NotReadyException(ServerState.NeedsTrust, "You have not approved this server as it is.") { TrustLines = lines, TrustHash = identity.Hash };
        }

        return new PermittedStart(server, identity, program, Directory: null);
    }

    /// <exception cref="NotReadyException">It may not start.</exception>
    public async Task<PermittedStart> CheckAsync(McpServerDeclaration server, CancellationToken cancellationToken)
    {
        var start = await this.CheckApprovalAsync(server, cancellationToken);
        if (server.Scope != McpServerScope.User)
        {
            return await this.IsTrustedAsync(cancellationToken)
                ? start with { Directory = server.Cwd ?? parts.Workspace.RealRoot }
                : throw new NotReadyException(ServerState.NeedsTrust, Untrusted);
        }

        if (server.Transport != McpTransport.Stdio)
        {
            return start;
        }

        var usesWorkspace = this.programs.IsOfWorkspace(start.Program!) || (server.Cwd is { } own && this.programs.IsOfWorkspace(own));
        if (usesWorkspace || server.Cwd is null)
        {
            var isTrusted = await this.IsTrustedAsync(cancellationToken);
            if (usesWorkspace && !isTrusted)
            {
                throw new NotReadyException(ServerState.NeedsTrust, Untrusted);
            }

            return start with { Directory = server.Cwd ?? (isTrusted ? parts.Workspace.RealRoot : this.NeutralDirectory()) };
        }

        return start with { Directory = server.Cwd };
    }

    private async Task<bool> IsTrustedAsync(CancellationToken cancellationToken) => await parts.Trust.CheckAsync(cancellationToken) is TrustCheck.Trusted;

    private string NeutralDirectory() => Directory.CreateDirectory(parts.Home.Directory).FullName;
}
