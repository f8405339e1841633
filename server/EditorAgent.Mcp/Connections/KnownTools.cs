using System.Collections.Immutable;
using EditorAgent.Mcp.Contract;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>What the SDK has to know of tools to mirror arguments in headers (<c>x-mcp-header</c>). Over HTTP a tool that asks for impossible headers is none.</summary>
internal sealed class KnownTools(McpClient client, bool hasHeaders)
{
    public ServerListing<ServerTool> Learn(ServerListing<ServerTool> listing)
    {
        if (!hasHeaders)
        {
            return listing;
        }

        var kept = ImmutableArray.CreateBuilder<ServerTool>(listing.Items.Length);
        var problems = listing.Problems.ToBuilder();
        foreach (var tool in listing.Items)
        {
            if (this.TryLearn(tool) is { } problem)
            {
                problems.Add($"{ServerText.Line(tool.Name)} is left out: {problem}");
            }
            else
            {
                kept.Add(tool);
            }
        }

        return listing with { Items = kept.ToImmutable(), Problems = problems.ToImmutable() };
    }

    private string? TryLearn(ServerTool tool)
    {
        if (!tool.InputSchema.GetRawText().Contains("x-mcp-header", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            client.AddKnownTools([new Tool { Name = tool.Name, InputSchema = tool.InputSchema }]);
            return null;
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
        {
            return ServerText.Line(failure.Message);
        }
    }
}
