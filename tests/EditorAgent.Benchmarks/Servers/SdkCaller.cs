using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Benchmarks.Servers;

/// <summary>What the C# SDK's client does by itself, with a process that is started as ours is.</summary>
internal sealed class SdkCaller(McpClient client, ServerProgram server) : ICaller
{
    public static async Task<SdkCaller> StartAsync(ServerProgram server)
    {
        var client = await McpClient.CreateAsync(new StdioClientTransport(new StdioClientTransportOptions
        {
            Name = server.Name,
            Command = "/usr/bin/setsid",
            Arguments = [server.Program, .. server.Arguments],
            InheritEnvironmentVariables = false,
            EnvironmentVariables = StdioClientTransportOptions.GetDefaultEnvironmentVariables(),
        }));
        await client.ListToolsAsync();
        return new SdkCaller(client, server);
    }

    public async Task CallAsync(string message)
    {
        var result = await client.CallToolAsync(server.Tool, new Dictionary<string, object?> { [server.ArgumentName] = server.ArgumentOf(message) });
        if (result.IsError == true || result.Content is not [TextContentBlock text] || !text.Text.Contains(message, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{server.Name} did not answer the SDK's client.");
        }
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();
}
