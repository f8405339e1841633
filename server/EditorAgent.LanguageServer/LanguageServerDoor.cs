using System.IO.Pipelines;
using EditorAgent.LanguageServer.Transport;
using OmniSharp.Extensions.JsonRpc;
using OmniSharp.Extensions.LanguageServer.Protocol.Models;
using OmniSharp.Extensions.LanguageServer.Protocol.Server.Capabilities;
using OmniSharp.Extensions.LanguageServer.Server;
using LspServer = OmniSharp.Extensions.LanguageServer.Server.LanguageServer;

namespace EditorAgent.LanguageServer;

/// <summary>
/// LSP for one editor over two byte streams. What it advertises it says itself, statically; the library serves types, framing and requests
/// both ways.
/// </summary>
public static class LanguageServerDoor
{
    /// <summary>Serves until the editor sends <c>exit</c> or closes its end, or the token is cancelled.</summary>
    /// <returns>Why the connection could not go on; null when it ended as it should.</returns>
    public static async Task<string?> RunAsync(Stream input, Stream output, LanguageServerParts parts, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var guarded = new Pipe();
        using var server = LspServer.PreInit(options =>
        {
            options.WithInput(guarded.Reader);
            options.WithOutput(PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true)));
            options.WithServerInfo(new ServerInfo { Name = "EditorAgent", Version = parts.Version });
            options.WithContentModifiedSupport(false);
            options.OnRequest<CodeActionParams, CommandOrCodeActionContainer>(
                "textDocument/codeAction", (request, token) => Task.FromResult(new CommandOrCodeActionContainer()));
            options.OnInitialized((_, _, result, _) =>
            {
                result.Capabilities.CodeActionProvider = new CodeActionRegistrationOptions.StaticOptions { CodeActionKinds = new Container<CodeActionKind>(CodeActionKind.QuickFix, CodeActionKind.Refactor) };
                return Task.CompletedTask;
            });
        });
        var pump = FrameGuard.PumpAsync(PipeReader.Create(input, new StreamPipeReaderOptions(leaveOpen: true)), guarded.Writer, stop.Token);
        var initialized = server.Initialize(stop.Token);
        await Task.WhenAny(pump, server.WaitForExit);
        await stop.CancelAsync();
        parts.Buffers.CloseAll();
        try
        {
            await initialized;
        }
        catch (OperationCanceledException)
        {
        }
        try
        {
            return await pump;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
