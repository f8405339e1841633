using EditorAgent.Mcp.Contract;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Connections;

internal static class Introductions
{
    public static ServerIntroduction Of(McpClient client)
    {
        var can = client.ServerCapabilities;
        var self = SelfOf(client);
        return new ServerIntroduction
        {
            Name = self is null ? null : ServerText.Line(self.Name),
            Version = self is null ? null : ServerText.Line(self.Version),
            Instructions = client.ServerInstructions is { } words ? ServerText.Block(words) : null,
            HasTools = can.Tools is not null,
            HasPrompts = can.Prompts is not null,
            HasResources = can.Resources is not null,
            CanSubscribe = can.Resources?.Subscribe ?? false,
            CanComplete = can.Completions is not null,
            CanLog = can.Logging is not null,
            HasTasks = can.Extensions?.ContainsKey(TaskFollower.Extension) ?? false,
        };
    }

    /// <summary>The newest revision lets it stay nameless.</summary>
    private static Implementation? SelfOf(McpClient client)
    {
        try
        {
            return client.ServerInfo;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
