using System.Text;
using System.Text.Json.Nodes;
using EditorAgent.Core.Configuration;

namespace EditorAgent.Mcp.Settings;

/// <summary>The servers in codex' <c>config.toml</c>, in the members that other programs use for the same.</summary>
internal static class CodexServers
{
    /// <exception cref="ConfigurationException">It is no TOML.</exception>
    public static JsonObject In(string file, ReadOnlySpan<byte> content)
    {
        var servers = new JsonObject();
        foreach (var (path, value) in ForeignToml.Read(file, Encoding.UTF8.GetString(content)))
        {
            if (path is not ["mcp_servers", var name, var member, .. var rest] || value is null)
            {
                continue;
            }

            var server = servers[name] as JsonObject ?? [];
            servers[name] = server;
            Put(server, NameOf(member), rest.AsSpan(), value);
        }

        return new JsonObject { ["mcpServers"] = servers };
    }

    /// <summary>Two levels are all that these have: a list of arguments, or variables by name.</summary>
    private static void Put(JsonObject server, string member, ReadOnlySpan<string> rest, object value)
    {
        var node = value switch
        {
            string text => JsonValue.Create(text),
            bool flag => JsonValue.Create(flag),
            long number when member is "startupTimeoutMs" or "toolTimeoutMs" => JsonValue.Create(number * 1000),
            double seconds when member is "startupTimeoutMs" or "toolTimeoutMs" => JsonValue.Create((long)(seconds * 1000)),
            long number => JsonValue.Create(number),
            _ => (JsonNode)JsonValue.Create($"{value}"),
        };
        if (rest.IsEmpty)
        {
            server[member] = node;
        }
        else if (member is "args" or "enabledTools" or "disabledTools")
        {
            var list = server[member] as JsonArray ?? [];
            server[member] = list;
            list.Add(node);
        }
        else
        {
            var table = server[member] as JsonObject ?? [];
            server[member] = table;
            table[string.Join('.', rest.ToArray())] = node;
        }
    }

    private static string NameOf(string member) => member switch
    {
        "bearer_token_env_var" => "bearerTokenEnvVar",
        "http_headers" => "headers",
        "startup_timeout_sec" => "startupTimeoutMs",
        "tool_timeout_sec" => "toolTimeoutMs",
        "enabled_tools" => "enabledTools",
        "disabled_tools" => "disabledTools",
        _ => member,
    };
}
