using System.Collections.Immutable;
using System.Net;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Transport;

/// <summary>
/// The last handler before the network. Requests to the server itself carry <see cref="Mark"/>: they go to the configured origin or nowhere, and
/// only they get the configured headers. What is not marked is the login's, gets none, and may go elsewhere. No redirect is followed.
/// </summary>
internal sealed class OriginHandler(string server, Uri endpoint, ImmutableSortedDictionary<string, string> headers, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Of our own, taken off again before a request leaves.</summary>
    public const string Mark = "X-EditorAgent-Server";

    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(60);

    /// <summary>Whether the server's newest answer was that it does not let us in.</summary>
    public bool TurnedAway { get; private set; }

    /// <summary>Asked right before a request leaves; false keeps it here.</summary>
    public required Func<bool> MayLeave { get; init; }

    /// <summary>Told before anybody else sees it: the server turned the request away because it does not know the session that the request names.</summary>
    public required Action SessionForgotten { get; init; }

    /// <summary>Guards the body of an answer that is a stream of events.</summary>
    public required Func<Stream, Stream> GuardEvents { get; init; }

    /// <summary>Whether the server answered a message at the configured address itself, as streamable HTTP does.</summary>
    public bool AnswersAtEndpoint { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Headers.Remove(Mark))
        {
            var foreign = await base.SendAsync(request, cancellationToken);
            foreign.Content = new GuardedContent(foreign.Content, stream => new BoundedStream(stream, MessageBounds.RefusalBytes * 16, server));
            return foreign;
        }

        this.Address(request);
        if (!this.MayLeave())
        {
            throw new OperationCanceledException("Given up before it left.");
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotFound && request.Method == HttpMethod.Post && request.Headers.NonValidated.Contains("Mcp-Session-Id"))
        {
            this.SessionForgotten();
        }

        this.TurnedAway = response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
        try
        {
            this.Refuse(response);
            this.AnswersAtEndpoint |= response.IsSuccessStatusCode && request.Method == HttpMethod.Post && request.RequestUri == endpoint;
            response.Content = await this.GuardAsync(response, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private void Address(HttpRequestMessage request)
    {
        if (request.RequestUri is not { } address || Uri.Compare(address, endpoint, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) != 0)
        {
            throw new ServerException(ServerFailureKind.Unreachable, $"The server {server} wants its messages sent to another host ({request.RequestUri?.Host}): refused.");
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.NonValidated.Contains(name))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private void Refuse(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            throw new ServerException(ServerFailureKind.Unreachable, $"The server {server} redirects to {(response.Headers.Location is { IsAbsoluteUri: true, Host.Length: > 0 } other ? other.Host : "another address")}: not followed. Put its final address into the configuration.") { WasSent = true };
        }

        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
        {
            throw new ServerException(ServerFailureKind.Busy, $"The server {server} is overloaded (HTTP {status}).") { WasSent = true, Code = status, RetryAfter = Patience(response) };
        }

        if (response.Content.Headers.ContentEncoding.Count > 0)
        {
            throw new ServerException(ServerFailureKind.Unreadable, $"The server {server} answers in a compressed form that nobody asked for.") { WasSent = true };
        }
    }

    private static TimeSpan? Patience(HttpResponseMessage response)
    {
        var wanted = response.Headers.RetryAfter?.Delta ?? (response.Headers.RetryAfter?.Date - response.Headers.Date);
        return wanted is { } patience ? TimeSpan.FromTicks(Math.Clamp(patience.Ticks, 0, LongestPatience.Ticks)) : null;
    }

    private async Task<HttpContent> GuardAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var content = response.Content;
        if (!response.IsSuccessStatusCode)
        {
            return new GuardedContent(content, stream => new BoundedStream(stream, MessageBounds.RefusalBytes, server));
        }

        if (content.Headers.ContentType?.MediaType is "text/event-stream")
        {
            return new GuardedContent(content, this.GuardEvents);
        }

        var guarded = new GuardedContent(content, stream => new BoundedStream(stream, MessageBounds.MessageBytes, server));
        if (content.Headers.ContentType?.MediaType is not "application/json")
        {
            return guarded;
        }

        var body = await guarded.ReadAsByteArrayAsync(cancellationToken);
        if (MessageParser.Parse(body) is { Kind: IncomingKind.Broken, Method: var why })
        {
            throw new ServerException(ServerFailureKind.Unreadable, $"The server {server} sent a message that cannot be read: {why}.") { WasSent = true };
        }

        var whole = new ByteArrayContent(body);
        whole.Headers.ContentType = content.Headers.ContentType;
        return whole;
    }
}
