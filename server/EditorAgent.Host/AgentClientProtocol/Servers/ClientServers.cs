using System.Buffers;
using System.Text.Json;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Workspaces;
using EditorAgent.Protocol.McpServers;
using HandedServer = EditorAgent.Protocol.McpServers.McpServer;

namespace EditorAgent.Host.AgentClientProtocol.Servers;

/// <summary>MCP servers that a client hands over with a session: they are read as if a file had said them, so that every rule for such a file holds.</summary>
internal static class ClientServers
{
    private const string Source = "your editor";

    public static McpConfiguration Of(IReadOnlyList<HandedServer> servers, Workspace workspace)
    {
        if (servers.Count == 0)
        {
            return McpConfiguration.Empty;
        }

        var buffer = new ArrayBufferWriter<byte>();
        var problems = new List<string>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("mcpServers"u8);
            foreach (var server in servers)
            {
                Write(json, server, names, problems);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        var read = McpConfigurationReader.Read(Source, McpServerScope.Client, workspace, buffer.WrittenMemory);
        return read with { Problems = [.. problems, .. read.Problems] };
    }

    private static void Write(Utf8JsonWriter json, HandedServer server, HashSet<string> names, List<string> problems)
    {
        if (NameOf(server) is not { } given || McpConfigurationReader.UsableName(given) is not { } name)
        {
            problems.Add($"{Source}: an MCP server of an unknown kind, or without a usable name, is ignored.");
            return;
        }

        if (!names.Add(name))
        {
            problems.Add($"{Source}: a second MCP server named {name} is ignored.");
            return;
        }

        json.WriteStartObject(name);
        switch (server)
        {
            case HandedServer.Stdio stdio:
                json.WriteString("command"u8, stdio.Command);
                json.WriteStartArray("args"u8);
                foreach (var argument in stdio.Args)
                {
                    json.WriteStringValue(argument);
                }

                json.WriteEndArray();
                WriteNamed(json, "env"u8, stdio.Env.Select(variable => (variable.Name, variable.Value)));
                break;
            case HandedServer.Http http:
                WriteAddress(json, "http"u8, http.Url, http.Headers);
                break;
            case HandedServer.Sse sse:
                WriteAddress(json, "sse"u8, sse.Url, sse.Headers);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteAddress(Utf8JsonWriter json, ReadOnlySpan<byte> transport, string url, IReadOnlyList<HttpHeader> headers)
    {
        json.WriteString("transport"u8, transport);
        json.WriteString("url"u8, url);
        WriteNamed(json, "headers"u8, headers.Select(header => (header.Name, header.Value)));
    }

    private static void WriteNamed(Utf8JsonWriter json, ReadOnlySpan<byte> member, IEnumerable<(string Name, string Value)> entries)
    {
        json.WriteStartObject(member);
        foreach (var (name, value) in entries.DistinctBy(entry => entry.Name, StringComparer.Ordinal))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static string? NameOf(HandedServer server) => server switch
    {
        HandedServer.Stdio stdio => stdio.Name,
        HandedServer.Http http => http.Name,
        HandedServer.Sse sse => sse.Name,
        _ => null,
    };
}
