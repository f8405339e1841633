using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Host.Composition;
using EditorAgent.ModelProviders;
using EditorAgent.ModelProviders.Scripted;

namespace EditorAgent.Host.Demo;

/// <summary>The model the demo runs on and the sentence that says which it is.</summary>
internal sealed record DemoModel(IChatModel Model, string Introduction)
{
    private const string ScriptedAlias = "scripted";

    /// <summary>A configured model, else a local server on its usual port, else the built-in script.</summary>
    public static DemoModel Choose(AgentComposition composition, string? alias)
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

        return Scripted("no key is configured");
    }

    private static DemoModel Scripted(string because) => new(
        new ScriptedChatModel(ScriptedConversation.LoadDemo()),
        $"Model: the built-in scripted one ({because}). Its words are recorded; files, edits, approvals and tests below are real. Set MOONSHOT_API_KEY to see a real model do it.");
}
