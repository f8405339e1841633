using System.Text;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders;
using EditorAgent.ModelProviders.Http;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.Http;

/// <summary>One model of the real factory against canned answers.</summary>
internal sealed class Exchange : IAsyncDisposable
{
    private readonly ChatModelFactory factory;

    public Exchange(
        ProviderType type,
        ChatDialect dialect,
        CannedAnswer[] answers,
        Func<ModelSettings, ModelSettings>? model = null,
        TimeProvider? timeProvider = null)
    {
        this.Responder = new LoopbackResponder(answers);
        this.factory = new ChatModelFactory(timeProvider ?? TimeProvider.System, ModelTimeouts.Default);
        var settings = new ModelSettings { Alias = "m", Provider = "vendor", Model = "vendor-model" };
        this.Model = this.factory.Create(
            new ProviderSettings
            {
                Name = "vendor",
                Type = type,
                BaseUrl = this.Responder.Address + "/v1",
                ApiKey = Key,
                Dialect = dialect,
            },
            model is null ? settings : model(settings));
    }

    public const string Key = "sk-very-secret-0123456789";

    public LoopbackResponder Responder { get; }

    public IChatModel Model { get; }

    public static ModelRequest Request(params Message[] messages) =>
        new("You help.", [], messages.Length > 0 ? messages : [User("hello")], 1000, "session-1");

    public static Message.User User(string text) => new([new ContentPart.Text(text)]);

    public static ToolDefinition Tool(string name) =>
        new(name, $"Does {name}.", Encoding.UTF8.GetBytes("""{"type":"object","properties":{"path":{"type":"string"}}}"""));

    public static Exchange Chat(ChatDialect dialect, params CannedAnswer[] answers) => new(ProviderType.OpenAi, dialect, answers);

    public static Exchange Anthropic(params CannedAnswer[] answers) => new(ProviderType.Anthropic, ChatDialect.Generic, answers);

    public async Task<List<ModelEvent>> RunAsync(CancellationToken cancellationToken, ModelRequest? request = null)
    {
        var events = new List<ModelEvent>();
        await foreach (var next in this.Model.StreamAsync(request ?? Request(), cancellationToken))
        {
            events.Add(next);
        }

        return events;
    }

    public async Task<ModelEvent.Completed> CompleteAsync(CancellationToken cancellationToken, ModelRequest? request = null) =>
        Assert.IsType<ModelEvent.Completed>((await this.RunAsync(cancellationToken, request))[^1]);

    public async Task<ModelFailure> FailAsync(CancellationToken cancellationToken, ModelRequest? request = null) =>
        (await Assert.ThrowsAsync<ModelException>(() => this.RunAsync(cancellationToken, request))).Failure;

    public async ValueTask DisposeAsync()
    {
        this.factory.Dispose();
        await this.Responder.DisposeAsync();
    }
}
