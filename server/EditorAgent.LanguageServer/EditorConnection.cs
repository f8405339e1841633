using System.IO.Pipelines;
using EditorAgent.LanguageServer.CodeActions;
using EditorAgent.LanguageServer.CodeLenses;
using EditorAgent.LanguageServer.Documents;
using EditorAgent.LanguageServer.Transport;
using EditorAgent.LanguageServer.Turns;
using Newtonsoft.Json.Linq;
using OmniSharp.Extensions.JsonRpc;
using OmniSharp.Extensions.LanguageServer.Protocol.Models;
using OmniSharp.Extensions.LanguageServer.Protocol.Server.Capabilities;
using OmniSharp.Extensions.LanguageServer.Server;
using LspServer = OmniSharp.Extensions.LanguageServer.Server.LanguageServer;

namespace EditorAgent.LanguageServer;

/// <summary>
/// The library's server with what this door serves. It advertises exactly that, and statically: languages have servers of their own for
/// everything else.
/// </summary>
internal sealed class EditorConnection : IAsyncDisposable
{
    private readonly LanguageServerParts parts;
    private readonly EditorLink link = new();
    private readonly TestLensProvider lenses;
    private readonly WorkspaceTurns? turns;
    private readonly LspServer server;
    private readonly CancellationTokenSource life = new();

    public EditorConnection(PipeReader input, PipeWriter output, LanguageServerParts parts)
    {
        this.parts = parts;
        var documents = new DocumentSync(parts.Buffers);
        this.lenses = new TestLensProvider(this.link, documents, parts.Outcomes);
        this.turns = parts.OpenSession is { } open ? new WorkspaceTurns(this.link, open, parts.Time, parts.Logger) : null;
        this.server = LspServer.PreInit(options =>
        {
            options.WithInput(input).WithOutput(output).WithContentModifiedSupport(false);
            options.WithServerInfo(new ServerInfo { Name = "EditorAgent", Version = parts.Version });
            var handlers = new Handlers(options, parts.Logger);
            documents.Register(handlers);
            new CodeActionProvider(this.link, documents).Register(handlers);
            this.lenses.Register(handlers);
            if (this.turns is { } runs)
            {
                handlers.Request(LspMethods.ExecuteCommand, request => Execute(runs, request));
                handlers.Notification(LspMethods.CancelProgress, request => runs.Cancel((request as JObject)?["token"]));
            }

            options.OnInitialized((_, request, result, _) =>
            {
                this.Greet(request, result.Capabilities);
                return Task.CompletedTask;
            });
        });
        this.link.Attach(this.server);
        parts.Outcomes.Changed += this.RefreshLenses;
    }

    /// <summary>Ends when the editor says <c>exit</c>, or with the token.</summary>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await this.server.Initialize(cancellationToken);
            await this.server.WaitForExit.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The connection is over.
        }
    }

    public async ValueTask DisposeAsync()
    {
        this.parts.Outcomes.Changed -= this.RefreshLenses;
        await this.life.CancelAsync();
        if (this.turns is not null)
        {
            await this.turns.DisposeAsync();
        }

        this.server.Dispose();
        this.life.Dispose();
    }

    private static JToken? Execute(WorkspaceTurns turns, JToken request)
    {
        var name = request.Text("command");
        if (name != CodeActionCommand.Name || (request as JObject)?["arguments"] is not JArray { Count: 1 } arguments)
        {
            throw new RpcErrorException(-32602, null!, $"There is no command {name} with these arguments; there is {CodeActionCommand.Name} with one.");
        }

        turns.Start(CodeActionCommand.Read(arguments[0]));
        return null;
    }

    private void Greet(InitializeParams request, ServerCapabilities capabilities)
    {
        this.link.Profile = EditorProfile.Of(request);
        this.parts.Buffers.Writer = new DocumentEditor(this.link, this.parts.Buffers, this.parts.Time, this.parts.Logger).WriteAsync;
        capabilities.TextDocumentSync = new TextDocumentSync(new TextDocumentSyncOptions { OpenClose = true, Change = TextDocumentSyncKind.Incremental });
        capabilities.CodeActionProvider = new CodeActionRegistrationOptions.StaticOptions { CodeActionKinds = new Container<CodeActionKind>(CodeActionKind.QuickFix, CodeActionKind.Refactor) };
        capabilities.CodeLensProvider = new CodeLensRegistrationOptions.StaticOptions { ResolveProvider = true };
        if (this.turns is not null && !this.link.Profile.HasOwnCommands)
        {
            capabilities.ExecuteCommandProvider = new ExecuteCommandRegistrationOptions.StaticOptions { Commands = new Container<string>(CodeActionCommand.Name) };
        }
    }

    /// <summary>Nothing depends on it: an editor that does not react asks again when the document changes.</summary>
    private void RefreshLenses() => _ = Task.Run(
        async () =>
        {
            try
            {
                await this.lenses.RefreshAsync(this.life.Token);
            }
            catch (Exception over) when (over is EditorGoneException or OperationCanceledException or ObjectDisposedException)
            {
                // Over.
            }
        },
        CancellationToken.None);
}
