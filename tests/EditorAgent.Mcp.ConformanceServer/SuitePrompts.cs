using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.ConformanceServer;

internal static class SuitePrompts
{
    public static IEnumerable<Prompt> All =>
    [
        new Prompt { Name = "test_simple_prompt", Description = "Without arguments" },
        new Prompt { Name = "test_prompt_with_arguments", Description = "With arguments", Arguments = [new PromptArgument { Name = "arg1", Required = true }, new PromptArgument { Name = "arg2", Required = true }] },
        new Prompt { Name = "test_prompt_with_embedded_resource", Description = "With a resource", Arguments = [new PromptArgument { Name = "resourceUri", Required = true }] },
        new Prompt { Name = "test_prompt_with_image", Description = "With an image" },
        new Prompt { Name = "test_input_required_result_prompt", Description = "Needs an answer first" },
    ];

    public static IEnumerable<PromptMessage> Get(GetPromptRequestParams parameters)
    {
        switch (parameters.Name)
        {
            case "test_simple_prompt":
                return [Text("This is a simple prompt for testing.")];
            case "test_prompt_with_arguments":
                return [Text($"Prompt with arguments: arg1='{Argument(parameters, "arg1")}', arg2='{Argument(parameters, "arg2")}'")];
            case "test_prompt_with_embedded_resource":
                var resource = new TextResourceContents { Uri = Argument(parameters, "resourceUri"), MimeType = "text/plain", Text = "Embedded resource content for testing." };
                return [new PromptMessage { Role = Role.User, Content = new EmbeddedResourceBlock { Resource = resource } }, Text("Please process the embedded resource above.")];
            case "test_prompt_with_image":
                return [new PromptMessage { Role = Role.User, Content = ImageContentBlock.FromBytes(ContentTools.Png, "image/png") }, Text("Please analyze the image above.")];
            case "test_input_required_result_prompt":
                return parameters.InputResponses?.TryGetValue("user_context", out var answer) is true
                    ? [Text($"Prompt with context: {Forms.Field(answer, "context")}")]
                    : throw Forms.Need(null, ("user_context", Forms.AskFor("What context should the prompt use?", "context")));
            default:
                throw new McpProtocolException($"There is no prompt \"{parameters.Name}\".", McpErrorCode.InvalidParams);
        }
    }

    private static PromptMessage Text(string text) => new() { Role = Role.User, Content = new TextContentBlock { Text = text } };

    private static string Argument(GetPromptRequestParams parameters, string name) =>
        parameters.Arguments?.TryGetValue(name, out JsonElement value) is true ? value.ToString() : "";
}
