using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Settings;

namespace EditorAgent.Host.CommandLine.McpConfig;

/// <summary><c>mcp-config import</c>.</summary>
internal static class McpImporting
{
    public static async Task<int> RunAsync(VerbContext context, McpDesk desk, Request request, CancellationToken cancellationToken)
    {
        var source = request.Program.ToLowerInvariant() switch
        {
            "kimi" or "kimi-code" => ImportSource.KimiCode,
            "claude" or "claude-code" => ImportSource.Claude,
            "vscode" or "code" => ImportSource.VisualStudioCode,
            "cursor" => ImportSource.Cursor,
            _ => throw new UserFacingException(ExitCode.Usage, "Servers can be taken over from kimi, claude, vscode and cursor. Nothing was changed."),
        };
        var scope = request.IsForWorkspace ? McpServerScope.Workspace : McpServerScope.User;
        var importer = desk.Importer;
        var (servers, problems) = importer.Read(source, scope);
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        foreach (var problem in problems)
        {
            await output.WriteLineAsync($"note  {McpListing.Shown(problem)}");
        }

        if (servers.IsEmpty)
        {
            await output.WriteLineAsync("There are no servers to take over. Looked in:");
            foreach (var file in importer.FilesOf(source))
            {
                await output.WriteLineAsync($"  {McpListing.Shown(file)}");
            }

            return (int)ExitCode.Success;
        }

        if (request.Names.FirstOrDefault(name => !servers.Any(server => IsNamed(server, name))) is { } unknown)
        {
            throw new UserFacingException(ExitCode.Usage, $"There is no server {unknown} to take over; nothing was changed. There are: {string.Join(", ", servers.Select(server => server.Name).Distinct())}");
        }

        var failed = 0;
        foreach (var server in servers)
        {
            var isWanted = request.IsAll || request.Names.Any(name => IsNamed(server, name));
            failed += await ImportAsync(output, desk, scope, server, isWanted, cancellationToken) ? 0 : 1;
        }

        if (!request.IsAll && request.Names.Length == 0)
        {
            await output.WriteLineAsync($"Nothing was written. Take over one with: editor-agent mcp-config import {request.Program} NAME, or all with --all");
        }

        return (int)(failed == 0 ? ExitCode.Success : ExitCode.Failed);
    }

    /// <returns>Whether all that was wanted was done.</returns>
    private static async Task<bool> ImportAsync(StreamWriter output, McpDesk desk, McpServerScope scope, ImportedServer server, bool isWanted, CancellationToken cancellationToken)
    {
        var isTried = server.Entry is not null && isWanted;
        var why = isTried ? await TakeOverAsync(desk, scope, server, cancellationToken) : null;
        var mark = !isTried ? "  " : why is null ? "+ " : "- ";
        await output.WriteLineAsync($"{mark}{server.Name}  ({McpListing.Shown(server.Source)})");
        foreach (var line in server.Notes.Prepend(why ?? server.What).Where(line => line.Length > 0))
        {
            await output.WriteLineAsync($"      {McpListing.Shown(line)}");
        }

        return why is null;
    }

    /// <returns>Why it could not be written; null when it was.</returns>
    public static async Task<string?> TakeOverAsync(McpDesk desk, McpServerScope scope, ImportedServer server, CancellationToken cancellationToken)
    {
        try
        {
            var added = await McpEditing.WriteAsync(desk, scope, async settings => await settings.AddAsync(scope, server.Name, server.Entry!, server.Inputs, cancellationToken), cancellationToken);
            foreach (var (id, value) in server.Secrets)
            {
                await McpEditing.KeepAsync(() => desk.Inputs.WriteAsync(added!, id, value, cancellationToken));
            }

            return null;
        }
        catch (UserFacingException refused)
        {
            return refused.Message;
        }
    }

    private static bool IsNamed(ImportedServer server, string name) => server.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    internal sealed record Request(string Program, string[] Names, bool IsAll, bool IsForWorkspace);
}
