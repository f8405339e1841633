using Microsoft.Extensions.Logging;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OmniSharp.Extensions.JsonRpc;
using OmniSharp.Extensions.LanguageServer.Server;

namespace EditorAgent.LanguageServer.Transport;

/// <summary>
/// Registers what the door serves. All of it runs in the order in which it came, so that a question about a document sees every change
/// before it. Params that do not fit are -32602; a bug is logged under an id, and the editor is told that id and nothing more.
/// </summary>
internal sealed partial class Handlers(LanguageServerOptions options, ILogger logger)
{
    private static readonly JsonRpcHandlerOptions InOrder = new() { RequestProcessType = RequestProcessType.Serial };

    public void Request(string method, Func<JToken, JToken?> answer) => options.OnJsonRequest(
        method,
        (request, _) => Task.FromResult(this.Guarded(method, () => answer(request ?? new JObject()) ?? JValue.CreateNull())),
        InOrder);

    public void Notification(string method, Action<JToken> take) => options.OnJsonNotification(
        method,
        parameters =>
        {
            try
            {
                take(parameters ?? new JObject());
            }
            catch (Exception failure)
            {
                // Nobody waits for an answer; the next message may be fine.
                this.LogIgnored(failure, method);
            }
        },
        InOrder);

    private JToken Guarded(string method, Func<JToken> answer)
    {
        try
        {
            return answer();
        }
        catch (Exception misfit) when (misfit is ArgumentException or FormatException or InvalidCastException or OverflowException or JsonException or KeyNotFoundException)
        {
            throw new RpcErrorException(-32602, null!, $"Invalid params for {method}: a member is missing or of the wrong kind.");
        }
        catch (Exception bug) when (bug is not RpcErrorException)
        {
            var id = Guid.NewGuid().ToString("N")[..8];
            this.LogBug(bug, method, id);
            throw new RpcErrorException(-32603, null!, $"Internal error {id} in {method}; the log has the details.");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "LSP: {Method} was ignored")]
    private partial void LogIgnored(Exception failure, string method);

    [LoggerMessage(Level = LogLevel.Error, Message = "LSP: internal error {Id} in {Method}")]
    private partial void LogBug(Exception exception, string method, string id);
}
