using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Settings;

namespace EditorAgent.Host.CommandLine.McpConfig;

/// <summary><c>mcp-config schema</c>: the schema of mcp.json comes with the executable.</summary>
internal static class McpSchema
{
    private const string Name = "mcp.schema.json";

    private static string Shipped => Path.Combine(AppContext.BaseDirectory, Name);

    public static async Task<int> NameAsync(VerbContext context, CancellationToken cancellationToken)
    {
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        await output.WriteLineAsync(Existing().AsMemory(), cancellationToken);
        return (int)ExitCode.Success;
    }

    /// <summary>Beside the user's own file, so that its <c>$schema</c> holds wherever the executable is moved to.</summary>
    public static async Task<int> WriteAsync(VerbContext context, CancellationToken cancellationToken)
    {
        var shipped = Existing();
        var settings = new McpSettings(context.Home, new Workspace(context.Home.Directory, [], []), TimeProvider.System);
        try
        {
            await settings.NameSchemaAsync(Name, await File.ReadAllBytesAsync(shipped, cancellationToken), cancellationToken);
        }
        catch (McpSettingsException refused)
        {
            throw new UserFacingException(ExitCode.Configuration, refused.Message);
        }

        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        await output.WriteLineAsync($"{McpListing.Shown(context.Home.McpFile)} names {Name} beside it; editors that know JSON Schema complete and check it from now on.");
        return (int)ExitCode.Success;
    }

    private static string Existing() => File.Exists(Shipped)
        ? Shipped
        : throw new UserFacingException(ExitCode.Failed, $"{Shipped} is missing: this installation is not whole. Install EditorAgent again.");
}
