using System.Collections.Immutable;

namespace EditorAgent.Host.Gateway.Requests;

/// <summary>The tools of a request, in its order.</summary>
internal sealed record ToolEntries(ImmutableArray<ToolEntry> Entries)
{
    private const int MostEntries = 128;

    public IEnumerable<McpEntry> Servers => this.Entries.OfType<McpEntry>();

    public IEnumerable<FunctionEntry> Functions => this.Entries.OfType<FunctionEntry>();

    /// <param name="body">The request.</param>
    /// <param name="readFunction">The two APIs write functions differently.</param>
    public static ToolEntries Read(JsonFields body, Func<JsonFields, FunctionEntry> readFunction)
    {
        var entries = ImmutableArray.CreateBuilder<ToolEntry>();
        foreach (var (entry, place) in body.List("tools", MostEntries))
        {
            var fields = JsonFields.Of(entry, place);
            entries.Add(fields.RequiredText("type", 64) switch
            {
                "mcp" => McpEntryReader.Read(fields),
                "function" => readFunction(fields),
                var type => throw ApiProblem.Unsupported(fields.At("type"), $"Tools of type '{type}' are not supported by this gateway; it knows 'mcp' and 'function'."),
            });
        }

        var tools = new ToolEntries(entries.ToImmutable());
        RefuseTwice(tools.Servers.Select(server => server.Label), "server_label");
        RefuseTwice(tools.Functions.Select(function => function.Name), "name");
        return tools;
    }

    private static void RefuseTwice(IEnumerable<string> names, string what)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (names.FirstOrDefault(name => !seen.Add(name)) is { } twice)
        {
            throw ApiProblem.Invalid("tools", $"The {what} '{twice}' is used twice.");
        }
    }
}
