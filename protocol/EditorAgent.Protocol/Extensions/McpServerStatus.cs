namespace EditorAgent.Protocol.Extensions;

/// <summary>How it stands with one MCP server. Its texts may be a stranger's, with everything invisible escaped.</summary>
public sealed record McpServerStatus
{
    public required string Name { get; init; }

    /// <summary><c>user</c>, <c>workspace</c>, <c>client</c> (handed over with the session), or <c>listed</c> (another program's, never started here).</summary>
    public required string Scope { get; init; }

    /// <summary>The command or the address, without secrets.</summary>
    public required string What { get; init; }

    /// <summary><c>pending</c>, <c>connecting</c>, <c>connected</c>, <c>needs_login</c>, <c>needs_trust</c>, <c>needs_input</c>, <c>failed</c> or <c>disabled</c>; others may come.</summary>
    public required string State { get; init; }

    /// <summary>Of the specification it speaks; absent until it was reached.</summary>
    public string? Revision { get; init; }

    /// <summary><c>stdio</c>, <c>http</c> or <c>sse</c>.</summary>
    public string? Transport { get; init; }

    /// <summary>How many it offers; absent until they were seen.</summary>
    public int? Tools { get; init; }

    /// <summary>Of its last answer.</summary>
    public int? LatencyMs { get; init; }

    /// <summary>One line each: why it failed, what is missing, what of it is left out.</summary>
    [JsonConverter(typeof(ItemsConverter<string>))]
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Of <c>needs_trust</c>: all of it when it is new; otherwise what changed since it was approved, with <c>- </c> and <c>+ </c> before old and new.</summary>
    [JsonConverter(typeof(ItemsConverter<string>))]
    public required IReadOnlyList<string> TrustLines { get; init; }

    /// <summary>Of what the trust lines show; an approval names it.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The last lines of its standard error, at most 20.</summary>
    [JsonConverter(typeof(ItemsConverter<string>))]
    public required IReadOnlyList<string> ErrorTail { get; init; }
}
