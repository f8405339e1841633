using System.Text.Json;
using EditorAgent.Core.Workspaces;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace EditorAgent.Host.McpServer.Workspaces;

/// <summary>Prompts that lead a client's model to what this server is good at.</summary>
internal static class WorkspacePrompts
{
    private const string Fix = "fix_and_add_tests";
    private const string Explain = "explain";

    public static ValueTask<ListPromptsResult> ListAsync(RequestContext<ListPromptsRequestParams> request, CancellationToken cancellationToken) => ValueTask.FromResult(new ListPromptsResult
    {
        Prompts =
        [
            new Prompt
            {
                Name = Fix,
                Title = "Fix and add tests",
                Description = "Find the cause of a problem, fix it, and prove it with tests",
                Arguments = [new PromptArgument { Name = "problem", Description = "What is wrong", Required = true }, new PromptArgument { Name = "path", Description = "Where, if known: a file of the workspace" }],
            },
            new Prompt
            {
                Name = Explain,
                Title = "Explain a file",
                Description = "What a file does and who uses it",
                Arguments = [new PromptArgument { Name = "path", Description = "A file of the workspace", Required = true }],
            },
        ],
    });

    public static ValueTask<GetPromptResult> GetAsync(RequestContext<GetPromptRequestParams> request, CancellationToken cancellationToken)
    {
        var text = request.Params.Name switch
        {
            Fix => $"Fix this problem in the workspace and add tests that fail without the fix: {Argument(request, "problem", isRequired: true)}\n{Where(Argument(request, "path", isRequired: false))}"
                + "Look for the cause with find_symbol, find_references and read first. Then give coding_task the whole job: what to change, which tests to add, and that they are run. Report what it changed and the test counts.",
            Explain => $"Explain {Argument(request, "path", isRequired: true)}: what it does, its main types, and who uses them. Read it with read, and use find_references for its public symbols.",
            _ => throw new McpProtocolException($"There is no prompt \"{CanonicalText.Line(request.Params.Name, 100).Text}\".", McpErrorCode.InvalidParams),
        };
        return ValueTask.FromResult(new GetPromptResult { Messages = [new PromptMessage { Role = Role.User, Content = new TextContentBlock { Text = text } }] });
    }

    private static string Where(string path) => path.Length == 0 ? "" : $"It is probably in {path}.\n";

    private static string Argument(RequestContext<GetPromptRequestParams> request, string name, bool isRequired) =>
        request.Params.Arguments?.TryGetValue(name, out JsonElement value) is true && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : isRequired ? throw new McpProtocolException($"The argument {name} is missing.", McpErrorCode.InvalidParams) : "";
}
