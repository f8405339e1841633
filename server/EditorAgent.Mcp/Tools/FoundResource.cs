using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>A resource of a server, or many of one form.</summary>
/// <param name="Address">Its address; of a template, with braces around what is to be filled in.</param>
internal sealed record FoundResource(string Server, string Address, string Name, string? Title, string Description)
{
    public bool IsTemplate { get; private init; }

    public static FoundResource Of(string server, ServerResource resource) => new(server, resource.Uri, resource.Name, resource.Title, resource.Description);

    public static FoundResource Of(string server, ServerResourceTemplate template) =>
        new(server, template.UriTemplate, template.Name, template.Title, template.Description) { IsTemplate = true };
}
