using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;

namespace EditorAgent.ModelProviders.Http;

/// <summary>Makes the failures of one exchange that are not the vendor's refusals, and the refusals that stand inside its stream.</summary>
internal sealed class TransportFailures(ModelEndpoint endpoint, ChatDialect? dialect)
{
    public string? TraceId { get; set; }

    /// <summary>The answer ended before the vendor said that it was whole.</summary>
    public ModelException BrokeOff(Exception? inner = null) =>
        this.Transient($"The stream from {endpoint.Provider} broke off before the answer was complete.", inner);

    public ModelException Silent() => this.Transient($"{endpoint.Provider} fell silent in the middle of an answer.", null);

    public ModelException NoFirstByte(TimeSpan limit) =>
        this.Transient($"{endpoint.Provider} did not begin to answer within {limit.TotalSeconds:0} seconds.", null);

    public ModelException Unreadable(Exception inner) =>
        this.Transient($"{endpoint.Provider} sent an event that cannot be read.", inner);

    public ModelException Empty() => this.Transient($"{endpoint.Provider} answered with nothing.", null);

    public ModelException Filtered() =>
        this.Of(ModelFailureKind.ContentFiltered, $"{endpoint.Provider} answered with nothing because its content filter stopped the answer.", null);

    public ModelException NotAStream(string contentType) => this.Of(
        ModelFailureKind.NotFound,
        $"{endpoint.Provider} answered with {FailureLine.Quote(contentType)} instead of an event stream: check base_url ({endpoint.Address.GetLeftPart(UriPartial.Path)}).",
        null);

    public ModelException Connection(Exception exception)
    {
        var where = endpoint.Address.GetLeftPart(UriPartial.Authority);
        return exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
                this.Of(ModelFailureKind.Unreachable, $"The host of {endpoint.Provider} ({where}) is not known: check base_url and the network.", exception),
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError } =>
                this.Of(ModelFailureKind.Unreachable, $"Nobody answers at {where}: is {endpoint.Provider} running and the network up?", exception),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
                this.Of(ModelFailureKind.Unreachable, $"No trustworthy TLS connection to {where}.", exception),
            OperationCanceledException =>
                this.Of(ModelFailureKind.Unreachable, $"{where} did not accept a connection in time.", exception),
            _ => this.Transient($"The connection to {endpoint.Provider} failed before it answered.", exception),
        };
    }

    public ModelException Refused(int status, string body, TimeSpan? retryAfter) => new(FailureClassifier.Classify(
        new FailedAnswer(status, endpoint.Redact(body), endpoint.Provider, endpoint.Address.Host, dialect, retryAfter, this.TraceId)));

    private ModelException Transient(string message, Exception? inner) => this.Of(ModelFailureKind.Transient, message, inner);

    private ModelException Of(ModelFailureKind kind, string message, Exception? inner) =>
        new(new ModelFailure(kind, this.TraceId is null ? message : $"{message} [trace {FailureLine.Quote(this.TraceId)}]", TraceId: this.TraceId), inner);
}
