using System.Collections.Immutable;

namespace EditorAgent.Host.Gateway.Requests;

/// <summary>Reads a tool of type <c>mcp</c>.</summary>
internal static class McpEntryReader
{
    private const int LongestUrl = 4096;
    private const int LongestSecret = 16 * 1024;
    private const int MostHeaders = 32;

    /// <summary>What the connection itself says; a client that could set these could change how the request is read.</summary>
    private static readonly ImmutableHashSet<string> Reserved = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Host", "Content-Length", "Content-Type", "Transfer-Encoding", "Connection", "Upgrade", "TE", "Trailer", "Expect", "Accept", "Proxy-Authorization", "Mcp-Session-Id", "Mcp-Method", "Mcp-Name", "MCP-Protocol-Version");

    /// <exception cref="ApiProblem">It is not as the API has it, or asks for what this gateway cannot do.</exception>
    public static McpEntry Read(JsonFields entry)
    {
        entry.RefuseOthers(
            "type", "server_label", "server_url", "server_description", "headers", "authorization", "allowed_tools", "require_approval",
            "connector_id", "tunnel_id", "defer_loading", "allowed_callers");
        entry.RefuseUnsupported("connector_id", "tunnel_id", "defer_loading", "allowed_callers");
        var label = entry.RequiredText("server_label", 64);
        if (label.Length == 0 || !char.IsAsciiLetter(label[0]) || !label.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
        {
            throw ApiProblem.Invalid(entry.At("server_label"), "server_label must begin with a letter and hold only letters, digits, '-' and '_'.");
        }

        var headers = HeadersOf(entry);
        var authorization = entry.Text("authorization", LongestSecret);
        if (authorization is not null && headers.ContainsKey("Authorization"))
        {
            throw ApiProblem.Invalid(entry.At("authorization"), "Give either authorization or a header Authorization, not both.");
        }

        if (authorization is not null && !IsHeaderValue(authorization))
        {
            throw ApiProblem.Invalid(entry.At("authorization"), $"{entry.At("authorization")} holds characters that a header cannot carry.");
        }

        return new McpEntry
        {
            Label = label,
            Url = UrlOf(entry),
            Description = entry.Text("server_description", 2048),
            Headers = headers,
            Authorization = authorization,
            Allowed = ToolFilter.ReadAllowed(entry),
            Approval = ApprovalRule.Read(entry),
        };
    }

    private static Uri UrlOf(JsonFields entry)
    {
        var text = entry.RequiredText("server_url", LongestUrl);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0 || url.UserInfo.Length > 0)
        {
            throw ApiProblem.Invalid(entry.At("server_url"), $"{entry.At("server_url")} must be an http or https address without a user name.");
        }

        return url.Fragment.Length == 0 ? url : new UriBuilder(url) { Fragment = "" }.Uri;
    }

    private static ImmutableSortedDictionary<string, string> HeadersOf(JsonFields entry)
    {
        var headers = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in entry.TextMap("headers", MostHeaders, 128, LongestSecret))
        {
            var isName = name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character));
            if (!isName || !IsHeaderValue(value) || Reserved.Contains(name) || !headers.TryAdd(name, value))
            {
                throw ApiProblem.Invalid(entry.At("headers"), $"{entry.At("headers")} holds a header that cannot be sent: {(isName ? name : "its name is none")}.");
            }
        }

        return headers.ToImmutable();
    }

    private static bool IsHeaderValue(string value) => value.All(character => character is >= ' ' and <= '~');
}
