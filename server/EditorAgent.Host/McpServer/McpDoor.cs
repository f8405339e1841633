using EditorAgent.Host.CommandLine;
using EditorAgent.Host.Composition;
using EditorAgent.Host.LoopbackHttp;
using EditorAgent.Host.McpServer.Http;
using EditorAgent.Host.McpServer.Protocol;
using EditorAgent.Host.McpServer.Workspaces;

namespace EditorAgent.Host.McpServer;

/// <summary>
/// MCP for other agents. Over stdio it ends when the client has closed stdin and what it asked before is answered, or has had its time; both ways it ends when the process is asked to terminate, or when the
/// process that started it is gone.
/// </summary>
internal static class McpDoor
{
    /// <summary>For requests that were read before the end of stdin; a first call on a busy machine takes more than five seconds.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <exception cref="UserFacingException">There is no such workspace.</exception>
    public static async Task<ExitCode> RunStdioAsync(VerbContext context, string? folder, string? model, CancellationToken cancellationToken)
    {
        await using var input = Console.OpenStandardInput();
        Console.SetIn(TextReader.Null);
        await using var stop = new StopSignal(TimeProvider.System, cancellationToken);
        await using var workspace = await OpenAsync(context, folder, model, stop.Token);
        await using var protocol = new ServedProtocol(workspace.Offer, TimeProvider.System, LogFile.In(context.Home));
        await using var transport = new StdioTransport(BoundedInput.Over(input), context.Stdout, Grace);
        await transport.ServeAsync(protocol, stop.Token);
        return ExitCode.Success;
    }

    /// <exception cref="UserFacingException">There is no such workspace, the address is taken, or the token file cannot be used.</exception>
    public static async Task<ExitCode> RunHttpAsync(VerbContext context, string? folder, string? model, LoopbackDoor door, CancellationToken cancellationToken)
    {
        var logger = LogFile.In(context.Home);
        await using var workspace = await OpenAsync(context, folder, model, cancellationToken);
        await using var protocol = new ServedProtocol(workspace.Offer, TimeProvider.System, logger);
        await using var http = new StreamableHttp(protocol, TimeProvider.System);
        return await door.RunAsync(context, http.HandleAsync, logger, cancellationToken);
    }

    private static Task<WorkspaceOffer> OpenAsync(VerbContext context, string? given, string? model, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(given ?? Directory.GetCurrentDirectory());
        if (!Directory.Exists(folder))
        {
            throw new UserFacingException(ExitCode.Workspace, $"There is no folder {folder}. Nothing was changed; name an existing one with --cwd.");
        }

        var logger = LogFile.In(context.Home);
        var composition = new AgentComposition(context.Home, context.Environment, TimeProvider.System, logger);
        return WorkspaceOffer.OpenAsync(composition, folder, model, logger, cancellationToken);
    }
}
