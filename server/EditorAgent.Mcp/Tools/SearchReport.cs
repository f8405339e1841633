using System.Collections.Immutable;
using System.Text;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>
/// What a search for tools tells: what was found, by server, the best with all that is needed to call them; of tools that the model is told of
/// anyhow only the names; and in a line each what was not looked through and what else there is.
/// </summary>
internal sealed class SearchReport(SearchScope scope)
{
    private const int MostFound = 15;
    private const int MostListed = 8;
    private const int MostWithSchema = 6;
    private const int MostNames = 200;
    private const int MostResources = 20;
    private const int MostSchemaBytes = 3_000;
    private const int LongestSchema = 2_000;
    private const int LongestSummary = 160;

    private readonly StringBuilder text = new();
    private int schemaBytes;

    public string Write(string? query)
    {
        ImmutableArray<(OfferedTool Offered, bool IsListed)> found = query is null ? [] : this.Find(query);
        if (found.IsEmpty)
        {
            this.WriteAll(query);
        }
        else
        {
            this.WriteFound(found, query!);
        }

        this.WriteResources(query);
        return this.text.ToString().TrimEnd();
    }

    private ImmutableArray<(OfferedTool Offered, bool IsListed)> Find(string query)
    {
        ImmutableArray<(OfferedTool, bool)> exact = [.. scope.Tools.Where(tool => IsNamed(tool.Offered, query))];
        if (!exact.IsEmpty)
        {
            return exact;
        }

        var index = new WordIndex<OfferedTool>();
        foreach (var (offered, _) in scope.Tools)
        {
            index.Add(offered, (offered.Tool.Name, 4), (offered.Tool.Title ?? "", 2), (offered.Server, 2), (offered.Tool.Description, 1));
        }

        return [.. index.Find(query, MostFound).Select(offered => scope.Tools.First(tool => ReferenceEquals(tool.Offered, offered)))];
    }

    private static bool IsNamed(OfferedTool tool, string query) => tool.Tool.Name.Equals(query, StringComparison.OrdinalIgnoreCase) || tool.ExposedName == query;

    private void WriteFound(ImmutableArray<(OfferedTool Offered, bool IsListed)> found, string query)
    {
        ImmutableArray<string> listed = [.. found.Where(tool => tool.IsListed).Select(tool => tool.Offered.ExposedName).Take(MostListed)];
        if (!listed.IsEmpty)
        {
            this.text.Append("Listed to you, to be called directly: ").AppendJoin(", ", listed).Append('\n');
        }

        ImmutableArray<OfferedTool> hidden = [.. found.Where(tool => !tool.IsListed).Select(tool => tool.Offered)];
        foreach (var server in hidden.Select(tool => tool.Server).Distinct(StringComparer.Ordinal))
        {
            this.WriteServer(server);
            foreach (var tool in hidden.Where(tool => tool.Server == server))
            {
                this.WriteTool(tool, hidden.IndexOf(tool) < MostWithSchema, IsNamed(tool, query));
            }
        }

        this.WriteRest([.. hidden.Select(tool => tool.Server)]);
    }

    private void WriteServer(string server)
    {
        this.text.Append("Server ").Append(server).Append(":\n");
        if (scope.Introduce(server) is { } words)
        {
            this.text.Append("What it says about its tools: ").Append(words).Append('\n');
        }
    }

    /// <summary>What was not looked through, and where there is more: nobody finds by other words what they do not know of.</summary>
    private void WriteRest(ImmutableArray<string> told)
    {
        ImmutableArray<string> unseen = [.. scope.Servers.Where(IsUnseen).Select(server => $"{server.Name} ({StateText.Of(server)})")];
        if (!unseen.IsEmpty)
        {
            this.text.Append("Not searched: ").AppendJoin(", ", unseen).Append('\n');
        }

        ImmutableArray<string> others =
        [
            .. scope.Tools.Where(tool => !tool.IsListed && !told.Contains(tool.Offered.Server)).GroupBy(tool => tool.Offered.Server).Select(group => $"{group.Key} ({group.Count()})"),
        ];
        if (!others.IsEmpty)
        {
            this.text.Append("Other servers with tools that are not listed to you: ").AppendJoin(", ", others).Append('\n');
        }
    }

    /// <summary>Whether it may have tools that nobody here knows.</summary>
    private static bool IsUnseen(ServerStatus server) => server.State switch
    {
        ServerState.Connected or ServerState.Disabled => false,
        ServerState.Pending or ServerState.Connecting => server.ToolCount is null,
        _ => true,
    };

    private void WriteAll(string? query)
    {
        this.text.Append(query is null ? "" : $"No tool matches \"{ServerText.Line(query, 200)}\". ").Append(scope.Tools.IsEmpty ? "No server offers a tool now.\n" : "All tools:\n");
        foreach (var server in scope.Servers)
        {
            ImmutableArray<(OfferedTool Offered, bool IsListed)> own = [.. scope.Tools.Where(tool => tool.Offered.Server == server.Name)];
            ImmutableArray<string> hidden = [.. own.Where(tool => !tool.IsListed).Select(tool => ServerText.Line(tool.Offered.Tool.Name, 128))];
            this.text.Append("Server ").Append(server.Name).Append(": ").Append(StateText.Of(server));
            this.text.Append(hidden.Length == own.Length ? "" : $"; {own.Length - hidden.Length} tools are listed to you as mcp__{server.Name}__*").Append('\n');
            if (!hidden.IsEmpty)
            {
                this.text.Append("  ").AppendJoin(", ", hidden.Take(MostNames));
                this.text.Append(hidden.Length > MostNames ? $" and {hidden.Length - MostNames} more; search for words" : "").Append('\n');
            }
        }
    }

    private void WriteTool(OfferedTool tool, bool withSchema, bool isExact)
    {
        this.text.Append("- ").Append(ServerText.Line(tool.Tool.Name, 128)).Append(": ");
        var (schema, problem) = withSchema ? ShownSchema.Of(tool.Tool.InputSchema) : default;
        if (!withSchema || (!isExact && this.schemaBytes > 0 && this.schemaBytes + schema.Length > MostSchemaBytes))
        {
            this.text.Append(ServerText.Line(tool.Tool.Description, LongestSummary)).Append('\n');
            return;
        }

        this.text.Append(ServerText.Cleaned(tool.Tool.Description, isExact ? 4_096 : 600)).Append("\n  arguments: ");
        if (problem is not null)
        {
            this.text.Append("cannot be called, because ").Append(problem);
        }
        else if (schema.Length > LongestSchema && !isExact)
        {
            this.text.Append($"long ({schema.Length} bytes); search for exactly \"{ServerText.Line(tool.Tool.Name, 128)}\" to see them");
        }
        else
        {
            this.text.Append(Encoding.UTF8.GetString(schema.Span));
            this.schemaBytes += schema.Length;
        }

        this.text.Append('\n');
    }

    private void WriteResources(string? query)
    {
        var index = new WordIndex<FoundResource>();
        foreach (var resource in scope.Resources)
        {
            index.Add(resource, (resource.Name, 3), (resource.Title ?? "", 2), (resource.Address, 2), (resource.Server, 1), (resource.Description, 1));
        }

        ImmutableArray<FoundResource> found = query is null ? [.. scope.Resources.Take(MostResources)] : index.Find(query, MostResources);
        if (found.IsEmpty)
        {
            return;
        }

        this.text.Append($"Resources ({found.Length} of {scope.Resources.Length}), by server and address, for read_mcp_resource{(found.Any(one => one.IsTemplate) ? "; fill in what stands in braces" : "")}:\n");
        foreach (var resource in found)
        {
            this.text.Append("- ").Append(resource.Server).Append(' ').Append(ServerText.Line(resource.Address, 500)).Append(": ")
                .Append(ServerText.Line(resource.Description.Length > 0 ? resource.Description : resource.Title ?? resource.Name, LongestSummary)).Append('\n');
        }
    }
}
