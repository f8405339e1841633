using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Host.Gateway.Requests;
using EditorAgent.Host.Gateway.Tools;

namespace EditorAgent.Host.Gateway.Upstream;

/// <summary>A tool choice as chat completions can say it: which tools are offered, and the word for it.</summary>
/// <param name="Offered">Of the response's tools.</param>
/// <param name="First">For the first round, as JSON; null leaves the choice to the model.</param>
/// <param name="Later">For the rounds behind it: a call that was demanded has then been made.</param>
internal sealed record ForcedChoice(ImmutableArray<GatewayTool> Offered, string? First, string? Later)
{
    private const string Required = "\"required\"";

    /// <exception cref="ApiProblem">It names a tool that is not there.</exception>
    public static ForcedChoice Of(ToolChoice choice, ToolSet tools) => choice switch
    {
        ToolChoice.None when !tools.Tools.IsEmpty => new ForcedChoice(tools.Tools, "\"none\"", "\"none\""),
        ToolChoice.Required when tools.Tools.IsEmpty => throw ApiProblem.Invalid("tool_choice", "tool_choice is 'required' but there are no tools."),
        ToolChoice.Required => new ForcedChoice(tools.Tools, Required, null),
        ToolChoice.Function or ToolChoice.Server { Tool: not null } => new ForcedChoice(tools.Tools, Naming(Matching(choice, tools)[0]), null),
        ToolChoice.Server => Among(tools, Matching(choice, tools), mustCall: true),
        ToolChoice.Some some => Among(tools, [.. some.Tools.SelectMany(one => Matching(one, tools)).Distinct()], some.MustCall),
        _ => new ForcedChoice(tools.Tools, null, null),
    };

    private static ForcedChoice Among(ToolSet tools, ImmutableArray<GatewayTool> some, bool mustCall) =>
        new([.. tools.Tools.Where(some.Contains)], mustCall ? Required : null, null);

    private static string Naming(GatewayTool tool) =>
        $$$"""{"type":"function","function":{"name":"{{{JsonEncodedText.Encode(tool.Definition.Name)}}}"}}""";

    private static ImmutableArray<GatewayTool> Matching(ToolChoice choice, ToolSet tools)
    {
        var matching = tools.Tools.Where(tool => (choice, tool) switch
        {
            (ToolChoice.Function function, GatewayTool.Function) => tool.Definition.Name == function.Name,
            (ToolChoice.Server server, GatewayTool.Served served) => served.Server.Label == server.Label && (server.Tool is null || served.Tool.Name == server.Tool),
            _ => false,
        }).ToImmutableArray();
        return matching.IsEmpty ? throw ApiProblem.Invalid("tool_choice", "tool_choice names a tool that is not among the tools.") : matching;
    }
}
