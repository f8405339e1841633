using System.Runtime.CompilerServices;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;

namespace EditorAgent.ModelProviders.AnthropicCompatible;

/// <summary>A model behind an Anthropic messages endpoint.</summary>
internal sealed class AnthropicMessagesModel : IChatModel
{
    private readonly ModelHttp http;
    private readonly TimeProvider timeProvider;
    private readonly ModelEndpoint endpoint;
    private readonly AnthropicRequestEncoder encoder;

    public AnthropicMessagesModel(ModelHttp http, TimeProvider timeProvider, ProviderSettings provider, ModelSettings model)
    {
        this.http = http;
        this.timeProvider = timeProvider;
        this.Description = ModelDescriptions.Of(model);
        this.encoder = new AnthropicRequestEncoder(model);
        var headers = ModelEndpoint.HeadersOf(provider);

        // The version that every compatible endpoint speaks. A later header of the same name replaces an earlier one, so the user can
        // choose another version in the provider's headers.
        headers.Insert(0, new RequestHeader("anthropic-version", "2023-06-01"));
        if (provider.ApiKey is { Length: > 0 } key)
        {
            headers.Insert(0, ModelEndpoint.Header(provider, "x-api-key", key));
        }

        var isVersioned = provider.BaseUrl.Trim().TrimEnd('/').EndsWith("/v1", StringComparison.OrdinalIgnoreCase);
        this.endpoint = new ModelEndpoint(provider.Name, ModelEndpoint.Combine(provider, isVersioned ? "/messages" : "/v1/messages"), [.. headers]);
    }

    public ModelDescription Description { get; }

    public async IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var failures = new TransportFailures(this.endpoint, null);
        var answer = new AnthropicAnswer(failures, this.timeProvider);
        using var body = this.encoder.Encode(request);
        await using var stream = await this.http.PostAsync(this.endpoint, body, failures, answer, cancellationToken);
        yield return new ModelEvent.Accepted(stream.TraceId);
        while (!answer.IsEnded && await stream.AdvanceAsync())
        {
            foreach (var ready in answer.Ready)
            {
                yield return ready;
            }

            answer.Ready.Clear();
        }

        yield return answer.Complete();
    }
}
