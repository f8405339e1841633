using System.CommandLine;
using EditorAgent.Host.LoopbackHttp;
using EditorAgent.Host.McpServer;
using EditorAgent.Host.McpServer.Http;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>mcp</c>: our tools for other agents, over stdio or loopback HTTP.</summary>
internal static class McpVerb
{
    public static Command Build(VerbContext context)
    {
        var folder = new Option<string?>("--cwd") { Description = "The workspace; the current folder if left out", HelpName = "folder" };
        var model = new Option<string?>("--model") { Description = "Alias of a configured model, for coding_task", HelpName = "alias" };
        var http = new Option<bool>("--http") { Description = "Listen on this machine over HTTP instead of stdio; a token guards it" };
        var listen = new Option<string?>("--listen") { Description = "With --http: 127.0.0.1:PORT, [::1]:PORT or localhost:PORT; port 0, the default, takes a free one", HelpName = "address" };
        var token = new Option<string?>("--token-file") { Description = "With --http: keep the token in this file, made if it is missing; else one is made and shown", HelpName = "file" };
        var command = new Command("mcp") { folder, model, http, listen, token };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!parsed.GetValue(http))
            {
                return parsed.GetValue(listen) is null && parsed.GetValue(token) is null
                    ? (int)await McpDoor.RunStdioAsync(context, parsed.GetValue(folder), parsed.GetValue(model), cancellationToken)
                    : throw new UserFacingException(ExitCode.Usage, "--listen and --token-file belong to --http.");
            }

            return (int)await OverHttpAsync(context, parsed.GetValue(folder), parsed.GetValue(model), parsed.GetValue(listen), parsed.GetValue(token), cancellationToken);
        });
        return command;
    }

    /// <summary>Apart, so that nothing of the web server is loaded for stdio.</summary>
    private static Task<ExitCode> OverHttpAsync(VerbContext context, string? folder, string? model, string? listen, string? tokenFile, CancellationToken cancellationToken) =>
        McpDoor.RunHttpAsync(context, folder, model, new LoopbackDoor { Listen = LoopbackAddress.Parse(listen), Path = StreamableHttp.Path, TokenFile = tokenFile }, cancellationToken);
}
