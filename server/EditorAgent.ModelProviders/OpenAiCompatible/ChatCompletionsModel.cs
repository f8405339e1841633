using System.Runtime.CompilerServices;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;
using Microsoft.Extensions.Logging;

namespace EditorAgent.ModelProviders.OpenAiCompatible;

/// <summary>A model behind a chat-completions endpoint: Moonshot, OpenAI, or any server that speaks like them.</summary>
internal sealed class ChatCompletionsModel : IChatModel
{
    private readonly ModelHttp http;
    private readonly TimeProvider timeProvider;
    private readonly ChatDialect dialect;
    private readonly ModelEndpoint endpoint;
    private readonly ChatRequestEncoder encoder;

    public ChatCompletionsModel(ModelHttp http, TimeProvider timeProvider, ProviderSettings provider, ModelSettings model, ILogger logger)
    {
        this.http = http;
        this.timeProvider = timeProvider;
        this.dialect = provider.Dialect;
        this.Description = ModelDescriptions.Of(model);
        this.encoder = new ChatRequestEncoder(provider.Dialect, model, logger);
        this.endpoint = ChatEndpoint.Of(provider);
    }

    public ModelDescription Description { get; }

    public async IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var failures = new TransportFailures(this.endpoint, this.dialect);
        var answer = new ChatAnswer(this.dialect, this.encoder.ReasoningKey, failures, this.timeProvider);
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

        var completed = answer.Complete();
        foreach (var ready in answer.Ready)
        {
            yield return ready;
        }

        yield return completed;
    }
}
