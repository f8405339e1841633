using System.Text.Json;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Tools;
using EditorAgent.Protocol;
using EditorAgent.Protocol.Elicitation;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;

namespace EditorAgent.Host.AgentClientProtocol.Servers;

/// <summary>Shows what an MCP server asks of the user through the client's own elicitation. No answer, or one that cannot be read, is no consent.</summary>
internal sealed partial class AcpFormClient(ClientLink link, ILogger logger) : IFormClient
{
    private static readonly ElicitationReply Cancelled = new(ElicitationAction.Cancel, null);

    public bool ShowsForms => link.Client.ShowsForms;

    public bool ShowsAddresses => link.Client.ShowsAddresses;

    public async Task<ElicitationReply> AskAsync(ElicitationQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            if (RequestFor(question) is not { } request)
            {
                return Cancelled;
            }

            await link.CatchUpAsync(cancellationToken);
            return ReplyOf(await link.AskAsync<CreateElicitationResult>(AcpMethods.Client.CreateElicitation, request, cancellationToken));
        }
        catch (Exception failure) when (failure is RemoteRpcException or JsonException or ConnectionLostException or ObjectDisposedException)
        {
            this.LogNoAnswer(question.Server, failure.Message);
            return Cancelled;
        }
    }

    private CreateElicitationParams? RequestFor(ElicitationQuestion question)
    {
        var message = $"The MCP server {question.Server} asks: {question.Message}";
        if (question.Schema is { } schema)
        {
            return JsonSerializer.Deserialize<ElicitationSchema>(schema, AcpJson.Options) is { } form
                ? new CreateElicitationParams.FormMode { Message = message, RequestedSchema = form, SessionId = link.SessionId }
                : null;
        }

        return question.Address is { } address
            ? new CreateElicitationParams.UrlMode { Message = message, ElicitationId = question.Id ?? $"elicit_{Guid.CreateVersion7():N}", Url = address.AbsoluteUri, SessionId = link.SessionId }
            : null;
    }

    private static ElicitationReply ReplyOf(CreateElicitationResult? answer) => answer switch
    {
        CreateElicitationResult.Accept accept => new ElicitationReply(ElicitationAction.Accept, ContentOf(accept)),
        CreateElicitationResult.Decline => new ElicitationReply(ElicitationAction.Decline, null),
        _ => Cancelled,
    };

    private static JsonElement? ContentOf(CreateElicitationResult.Accept accept) =>
        accept.Content is { } content ? JsonSerializer.SerializeToElement(content, AcpJson.Options.GetTypeInfo(typeof(IReadOnlyDictionary<string, JsonElement>))) : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "ACP: what the MCP server {Server} asked was not answered: {Reason}")]
    private partial void LogNoAnswer(string server, string reason);
}
