using EditorAgent.Core.Agent.CodeActions;
using EditorAgent.Core.Tools.Testing;
using EditorAgent.Core.Workspaces.Buffers;
using EditorAgent.LanguageServer.CodeActions;
using EditorAgent.LanguageServer.Documents;
using EditorAgent.LanguageServer.Transport;
using Newtonsoft.Json.Linq;

namespace EditorAgent.LanguageServer.CodeLenses;

/// <summary>
/// A lens above each test that failed when it last ran. What the failure said is looked up when the lens is resolved, so that a list of
/// lenses stays small.
/// </summary>
internal sealed class TestLensProvider(EditorLink link, DocumentSync documents, TestOutcomes outcomes)
{
    private const string Title = "EditorAgent: Ask to fix";

    public void Register(Handlers handlers)
    {
        handlers.Request(LspMethods.CodeLens, this.Answer);
        handlers.Request(LspMethods.ResolveCodeLens, this.Resolve);
    }

    /// <summary>Asks the editor to ask again.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (link.Profile.RefreshesLenses)
        {
            await link.AskAsync(LspMethods.RefreshCodeLenses, null, cancellationToken);
        }
    }

    private JArray Answer(JToken request)
    {
        var uri = LspJson.UriOf(request);
        if (EditorProfile.PathOf(uri) is not { } path || documents.TextOf(uri) is not { } text || !path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        var real = OpenBuffers.PathOf(path);
        return new JArray(TestMethods.In(text)
            .Where(test => outcomes.FailureOf(real, test.FullName) is not null)
            .Select(test => new JObject
            {
                ["range"] = LspJson.Of(test.Range),
                ["data"] = new JObject { ["path"] = path, ["testName"] = test.FullName },
            }));
    }

    private JObject Resolve(JToken lens)
    {
        var data = lens.Member("data");
        var path = data.Text("path");
        var test = data.Text("testName");
        var resolved = (JObject)lens.DeepClone();
        resolved["command"] = CodeActionCommand.Of(Title, new CodeActionRequest
        {
            Kind = CodeActionKind.FixTest,
            Path = path,
            Range = LspJson.RangeOf(lens.Member("range")),
            TestName = test,
            StackTrace = outcomes.FailureOf(OpenBuffers.PathOf(path), test)?.Text,
        });
        return resolved;
    }
}
