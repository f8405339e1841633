using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Authorization;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Host.CommandLine.McpConfig;

/// <summary><c>mcp-config login</c> and <c>logout</c>.</summary>
internal static class McpLogins
{
    public static async Task<int> LoginAsync(VerbContext context, McpDesk desk, string name, CancellationToken cancellationToken)
    {
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        var server = await RequireApprovedAsync(desk, name, cancellationToken);
        var browser = new SystemBrowser(desk.Path, Environment.GetEnvironmentVariables(), TimeProvider.System);
        try
        {
            var state = await desk.Login.LoginAsync(
                server,
                async (login, token) =>
                {
                    await output.WriteLineAsync($"Log in at {McpListing.Shown(login.Host)}. If no browser opens, open this yourself:");
                    await output.WriteLineAsync($"  {login.Address.AbsoluteUri}");
                    await output.FlushAsync(token);
                    await browser.OpenAsync(login.Address, token);
                    return true;
                },
                cancellationToken);
            await output.WriteLineAsync($"Logged in to {server.Name}{(state.Issuer is { } issuer ? $", by {McpListing.Shown(issuer)}" : "")}{(state.IsRenewable ? "; it is renewed by itself" : "")}.");
            return (int)ExitCode.Success;
        }
        catch (ServerException failed)
        {
            throw new UserFacingException(ExitCode.Failed, $"{failed.Message} You are not logged in; nothing was changed.");
        }
    }

    public static async Task<int> LogoutAsync(VerbContext context, McpDesk desk, string name, CancellationToken cancellationToken)
    {
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        var server = desk.Find(name);
        try
        {
            await output.WriteLineAsync(await desk.Login.LogoutAsync(server, cancellationToken) switch
            {
                LogoutOutcome.WasNotLoggedIn => $"You were not logged in to {server.Name}.",
                LogoutOutcome.Revoked => $"Logged out of {server.Name}: the tokens were withdrawn and deleted.",
                _ => $"Logged out of {server.Name}: the tokens are deleted here. Their issuer could not withdraw them, so a copy would be good until it expires.",
            });
            return (int)ExitCode.Success;
        }
        catch (ServerException failed)
        {
            throw new UserFacingException(ExitCode.Failed, failed.Message);
        }
    }

    /// <summary>A login goes to wherever the configuration points, so a stranger's configuration is approved first.</summary>
    private static async Task<McpServerDeclaration> RequireApprovedAsync(McpDesk desk, string name, CancellationToken cancellationToken)
    {
        var server = desk.Find(name);
        var status = (await desk.Inspection.InspectAsync(server, cancellationToken)).Status;
        return server.Scope == McpServerScope.ListedOnly || status.State == ServerState.NeedsTrust
            ? throw new UserFacingException(ExitCode.Denied, $"{status.Problems[0]} Nothing was sent. See: editor-agent mcp-config trust {server.Name}")
            : server;
    }
}
