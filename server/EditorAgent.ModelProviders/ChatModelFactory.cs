using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.AnthropicCompatible;
using EditorAgent.ModelProviders.Http;
using EditorAgent.ModelProviders.OpenAiCompatible;
using EditorAgent.ModelProviders.Scripted;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.ModelProviders;

/// <summary>Makes the models of sessions. All of them share one connection pool, which the first request creates.</summary>
public sealed class ChatModelFactory : IDisposable
{
    private readonly ModelHttp http;
    private readonly TimeProvider timeProvider;
    private readonly ILogger logger;

    public ChatModelFactory(TimeProvider timeProvider)
        : this(timeProvider, NullLogger.Instance)
    {
    }

    /// <param name="timeProvider">For timeouts and measures.</param>
    /// <param name="logger">Learns which tools' schemas could not be sent whole.</param>
    public ChatModelFactory(TimeProvider timeProvider, ILogger logger)
        : this(timeProvider, ModelTimeouts.Default, logger)
    {
    }

    internal ChatModelFactory(TimeProvider timeProvider, ModelTimeouts timeouts)
        : this(timeProvider, timeouts, NullLogger.Instance)
    {
    }

    private ChatModelFactory(TimeProvider timeProvider, ModelTimeouts timeouts, ILogger logger)
    {
        this.logger = logger;
        this.timeProvider = timeProvider;
        this.http = new ModelHttp(timeProvider, timeouts);
    }

    /// <summary>A model for one session.</summary>
    /// <exception cref="ConfigurationException">The provider's address or key cannot be used, or the scripted conversation cannot be read.</exception>
    public IChatModel Create(ProviderSettings provider, ModelSettings model) => provider.Type switch
    {
        ProviderType.OpenAi => new ChatCompletionsModel(this.http, this.timeProvider, provider, model, this.logger),
        ProviderType.Anthropic => new AnthropicMessagesModel(this.http, this.timeProvider, provider, model),
        ProviderType.Scripted => new ScriptedChatModel(Conversation(provider), ModelDescriptions.Of(model)),
        _ => throw new ConfigurationException($"Provider '{provider.Name}': the type {provider.Type} is not available."),
    };

    public void Dispose() => this.http.Dispose();

    private static ScriptedConversation Conversation(ProviderSettings provider)
    {
        try
        {
            return ScriptedConversation.Load(provider.BaseUrl);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or ScriptedConversationException)
        {
            throw new ConfigurationException($"Provider '{provider.Name}': the conversation cannot be read. {exception.Message}", exception);
        }
    }
}
