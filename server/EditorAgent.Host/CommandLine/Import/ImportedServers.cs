using System.Collections.Immutable;
using EditorAgent.Core.Agent.Importing;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Host.CommandLine.McpConfig;
using EditorAgent.Mcp.Settings;

namespace EditorAgent.Host.CommandLine.Import;

/// <summary>The MCP servers of another program's set-up, by what <c>mcp-config import</c> does one by one.</summary>
internal static class ImportedServers
{
    public static ImmutableArray<FoundServer> Find(McpDesk desk, SetupPlaces places, ImportProgram program, bool isForWorkspace, IEnumerable<FoundServer> earlier)
    {
        var source = program switch
        {
            ImportProgram.KimiCode => ImportSource.KimiCode,
            ImportProgram.Claude => ImportSource.Claude,
            ImportProgram.VisualStudioCode => ImportSource.VisualStudioCode,
            ImportProgram.Codex => ImportSource.Codex,
            _ => ImportSource.Cursor,
        };
        var (servers, problems) = desk.Importer.Read(source, ScopeOf(isForWorkspace));
        var names = earlier.Where(found => found.IsTaken).Select(found => found.Server.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. problems.Select(problem => new FoundServer(new ImportedServer("file", problem.Split(' ')[0], null, [], ImmutableDictionary<string, string>.Empty, []), problem)),
            .. servers.Where(server => IsBelow(places.WorkspaceRoot, server.Source) == isForWorkspace).Select(server => new FoundServer(server, WhyNot(desk, ScopeOf(isForWorkspace), server, names))),
        ];
    }

    /// <returns>Whether it was written.</returns>
    public static async Task<bool> WriteAsync(StreamWriter output, McpDesk desk, bool isForWorkspace, FoundServer found, CancellationToken cancellationToken)
    {
        var why = await McpImporting.TakeOverAsync(desk, ScopeOf(isForWorkspace), found.Server, cancellationToken);
        await output.WriteLineAsync(why is null ? $"added the server {found.Server.Name}; it starts when you approve it" : $"not added, the server {found.Server.Name}: {McpListing.Shown(why)}");
        return why is null;
    }

    private static string? WhyNot(McpDesk desk, McpServerScope scope, ImportedServer server, HashSet<string> names)
    {
        if (server.Entry is null)
        {
            return string.Join("; ", server.Notes);
        }

        try
        {
            return desk.Settings.Entry(scope, server.Name) is not null ? "mcp.json has a server of this name"
                : !names.Add(server.Name) ? "another program's of this name is taken"
                : null;
        }
        catch (McpSettingsException unusable)
        {
            return unusable.Message;
        }
    }

    private static McpServerScope ScopeOf(bool isForWorkspace) => isForWorkspace ? McpServerScope.Workspace : McpServerScope.User;

    private static bool IsBelow(string root, string file) => file.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
