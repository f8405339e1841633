using System.Text.Json;
using EditorAgent.Host.McpServer.Offering;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace EditorAgent.Mcp.ConformanceServer;

/// <summary>Everything that the suite expects of a server.</summary>
internal static class SuiteOffer
{
    private const string Template = "test://template/";

    public static Offer Create()
    {
        var changes = new ChangeFeed();
        return new Offer(changes)
        {
            Server = new Implementation { Name = "editor-agent-conformance", Version = "1.0.0" },
            Tools = [.. ContentTools.All(changes), .. AskingTools.All, .. RoundTools.All, .. TaskTools.All],
            ListResources = (_, _) => ValueTask.FromResult(new ListResourcesResult
            {
                Resources =
                [
                    new Resource { Uri = "test://static-text", Name = "static-text", MimeType = "text/plain" },
                    new Resource { Uri = "test://static-binary", Name = "static-binary", MimeType = "image/png" },
                    new Resource { Uri = "test://watched-resource", Name = "watched-resource", MimeType = "text/plain" },
                ],
            }),
            ListResourceTemplates = (_, _) => ValueTask.FromResult(new ListResourceTemplatesResult
            {
                ResourceTemplates = [new ResourceTemplate { UriTemplate = "test://template/{id}/data", Name = "template", MimeType = "application/json" }],
            }),
            ReadResource = (request, _) => ValueTask.FromResult(new ReadResourceResult { Contents = [Read(request.Params.Uri)] }),
            ListPrompts = (_, _) => ValueTask.FromResult(new ListPromptsResult { Prompts = [.. SuitePrompts.All] }),
            GetPrompt = (request, _) => ValueTask.FromResult(new GetPromptResult { Messages = [.. SuitePrompts.Get(request.Params)] }),
            Complete = (_, _) => ValueTask.FromResult(new CompleteResult { Completion = new Completion { Values = ["paris", "park"], Total = 2, HasMore = false } }),
        };
    }

    private static ResourceContents Read(string uri)
    {
        if (uri.StartsWith(Template, StringComparison.Ordinal) && uri.EndsWith("/data", StringComparison.Ordinal))
        {
            var id = uri[Template.Length..^"/data".Length];
            return new TextResourceContents { Uri = uri, MimeType = "application/json", Text = $$"""{"id":{{JsonSerializer.Serialize(id)}},"templateTest":true,"data":"Data for ID: {{id}}"}""" };
        }

        return uri switch
        {
            "test://static-text" => new TextResourceContents { Uri = uri, MimeType = "text/plain", Text = "This is the content of the static text resource." },
            "test://static-binary" => BlobResourceContents.FromBytes(ContentTools.Png, uri, "image/png"),
            "test://watched-resource" => new TextResourceContents { Uri = uri, MimeType = "text/plain", Text = "Watched." },
            _ => throw UnknownResource.At(uri),
        };
    }
}
