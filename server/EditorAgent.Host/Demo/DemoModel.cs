using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Host.Composition;
using EditorAgent.ModelProviders;
using EditorAgent.ModelProviders.Discovery;
using EditorAgent.ModelProviders.Scripted;

namespace EditorAgent.Host.Demo;

/// <summary>The model the demo runs on and the sentence that says which it is.</summary>
internal sealed record DemoModel(IChatModel Model, string Introduction)
{
    private const string ScriptedAlias = "scripted";

    /// <summary>A configured model, else a local server on its usual port, else the built-in script.</summary>
    public static async Task<DemoModel> ChooseAsync(AgentComposition composition, string? alias, CancellationToken cancellationToken)
    {
        if (alias == ScriptedAlias)
        {
            return Scripted("as you asked");
        }

        var configuration = composition.ConfigurationFor(null);
        if (alias is not null || configuration.Models.Length > 0)
        {
            var model = composition.ModelFor(configuration, alias);
            return new DemoModel(model, $"Model: {model.Description.Id} from {model.Description.Provider}. Everything below is its own work.");
        }

        var servers = await new EndpointDiscovery(TimeProvider.System).FindAsync(cancellationToken);
        return servers.FirstOrDefault(server => server.Model is not null) is { } local
            ? new DemoModel(composition.ModelAt(ProviderOf(local), ModelOf(local)), $"Model: {local.Model} on the local server {local.Name} ({local.BaseUrl}). Everything below is its own work.")
            : Scripted("no key is configured and no local model server answers");
    }

    private static DemoModel Scripted(string because) => new(
        new ScriptedChatModel(ScriptedConversation.LoadDemo()),
        $"Model: the built-in scripted one ({because}). Its words are recorded; files, edits, approvals and tests below are real. Set MOONSHOT_API_KEY to see a real model do it.");

    private static ProviderSettings ProviderOf(DiscoveredEndpoint server) =>
        new() { Name = server.Name, Type = ProviderType.OpenAi, BaseUrl = server.BaseUrl, Dialect = ChatDialect.Generic };

    private static ModelSettings ModelOf(DiscoveredEndpoint server) =>
        new() { Alias = server.Model!, Provider = server.Name, Model = server.Model!, ContextWindow = 32_768, MaxCompletionTokens = 8_192 };
}
