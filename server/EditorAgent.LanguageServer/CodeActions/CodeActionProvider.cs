using EditorAgent.Core.Agent.CodeActions;
using EditorAgent.LanguageServer.Documents;
using EditorAgent.LanguageServer.Transport;
using Newtonsoft.Json.Linq;

namespace EditorAgent.LanguageServer.CodeActions;

/// <summary>Answers <c>textDocument/codeAction</c>.</summary>
internal sealed class CodeActionProvider(EditorLink link, DocumentSync documents)
{
    public void Register(Handlers handlers) => handlers.Request(LspMethods.CodeAction, this.Answer);

    private JArray Answer(JToken request)
    {
        var uri = LspJson.UriOf(request);
        if (EditorProfile.PathOf(uri) is not { } path)
        {
            return [];
        }

        var context = request.Member("context");
        var only = context["only"] is JArray groups ? groups.Where(group => group.Type == JTokenType.String).Select(group => (string)group!).ToList() : [];
        var diagnostics = context["diagnostics"] as JArray ?? [];
        var offers = CodeActionOffer.At(documents.TextOf(uri), LspJson.RangeOf(request.Member("range")), diagnostics, only);
        return new JArray(offers.Select(offer => this.Show(offer, path)));
    }

    private JObject Show(CodeActionOffer offer, string path)
    {
        var title = $"EditorAgent: {CodeActionName.TitleOf(offer.Kind)}";
        var command = CodeActionCommand.Of(title, new CodeActionRequest
        {
            Kind = offer.Kind,
            Path = path,
            Range = offer.Range,
            Diagnostics = [.. offer.Diagnostics.Select(CodeActionCommand.DiagnosticOf)],
        });
        if (!link.Profile.KnowsCodeActions)
        {
            return command;
        }

        var action = new JObject { ["title"] = title, ["kind"] = offer.Group, ["command"] = command };
        if (offer.Diagnostics.Count > 0)
        {
            action["diagnostics"] = offer.Diagnostics;
        }

        return action;
    }
}
