using Newtonsoft.Json.Linq;
using OmniSharp.Extensions.JsonRpc;

namespace EditorAgent.LanguageServer.Transport;

/// <summary>The way to the editor. JSON goes out as it is given, so that addresses and diagnostics return letter by letter.</summary>
internal sealed class EditorLink
{
    private IResponseRouter? router;

    /// <summary>Known once <c>initialize</c> has come.</summary>
    public EditorProfile Profile { get; set; } = new();

    public void Attach(IResponseRouter server) => this.router = server;

    /// <exception cref="EditorGoneException">Nobody will answer.</exception>
    public async Task<JToken?> AskAsync(string method, JObject? parameters, CancellationToken cancellationToken)
    {
        try
        {
            var request = parameters is null ? this.Router.SendRequest(method) : this.Router.SendRequest(method, parameters);
            return await request.Returning<JToken?>(cancellationToken).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure)
        {
            throw new EditorGoneException($"the editor did not answer {method}: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    public void Tell(string method, JObject parameters) => this.Router.SendNotification(method, parameters);

    /// <summary>A line for the user.</summary>
    /// <param name="type">LSP's: 1 error, 2 warning, 3 information.</param>
    /// <param name="text">The line.</param>
    public void ShowMessage(int type, string text) => this.Tell(LspMethods.ShowMessage, new JObject { ["type"] = type, ["message"] = text });

    private IResponseRouter Router => this.router ?? throw new EditorGoneException("the connection is not open", null);
}
