using System.Collections.Immutable;
using System.Text;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>What a search for tools tells: each server with its state, below it what was found; the best with all that is needed to call them.</summary>
internal sealed class SearchReport(ImmutableArray<ServerStatus> servers, ImmutableArray<OfferedTool> tools, ImmutableArray<(string Server, ServerResource Resource)> resources)
{
    private const int MostFound = 20;
    private const int MostWithSchema = 6;
    private const int MostNames = 200;
    private const int MostResources = 20;
    private const int LongestSchema = 2_000;
    private const int LongestSummary = 160;

    private readonly StringBuilder text = new();

    public string Write(string? query)
    {
        ImmutableArray<OfferedTool> exact = query is null ? [] : [.. tools.Where(tool => tool.Tool.Name.Equals(query, StringComparison.OrdinalIgnoreCase) || tool.ExposedName == query)];
        ImmutableArray<OfferedTool> found = exact.IsEmpty && query is not null ? this.Find(query) : exact;
        if (found.IsEmpty)
        {
            this.text.Append(query is null ? "" : $"No tool matches \"{ServerText.Line(query, 200)}\". ").Append(tools.IsEmpty ? "No server offers a tool now.\n" : "All tools:\n");
        }

        foreach (var server in servers.OrderBy(server => Place(found, server)))
        {
            ImmutableArray<OfferedTool> own = [.. (found.IsEmpty ? tools : found).Where(tool => tool.Server == server.Name)];
            if (own.IsEmpty && !found.IsEmpty && server.State is ServerState.Connected or ServerState.Disabled)
            {
                continue;
            }

            this.text.Append("Server ").Append(server.Name).Append(": ").Append(StateText.Of(server)).Append('\n');
            if (found.IsEmpty)
            {
                this.WriteNames(own);
                continue;
            }

            foreach (var tool in own)
            {
                this.WriteTool(tool, found.IndexOf(tool) < MostWithSchema, exact.Length > 0);
            }
        }

        this.WriteResources(query);
        return this.text.ToString().TrimEnd();
    }

    /// <summary>The server of the best comes first.</summary>
    private static int Place(ImmutableArray<OfferedTool> found, ServerStatus server)
    {
        for (var place = 0; place < found.Length; place++)
        {
            if (found[place].Server == server.Name)
            {
                return place;
            }
        }

        return int.MaxValue;
    }

    private ImmutableArray<OfferedTool> Find(string query)
    {
        var index = new WordIndex<OfferedTool>();
        foreach (var tool in tools)
        {
            index.Add(tool, (tool.Tool.Name, 4), (tool.Tool.Title ?? "", 2), (tool.Server, 2), (tool.Tool.Description, 1));
        }

        return index.Find(query, MostFound);
    }

    private void WriteNames(ImmutableArray<OfferedTool> own)
    {
        if (own.IsEmpty)
        {
            return;
        }

        this.text.Append("  ").AppendJoin(", ", own.Take(MostNames).Select(tool => ServerText.Line(tool.Tool.Name, 128)));
        this.text.Append(own.Length > MostNames ? $" and {own.Length - MostNames} more; search for words" : "").Append('\n');
    }

    private void WriteTool(OfferedTool tool, bool withSchema, bool whole)
    {
        this.text.Append("- ").Append(ServerText.Line(tool.Tool.Name, 128)).Append(": ");
        if (!withSchema)
        {
            this.text.Append(ServerText.Line(tool.Tool.Description, LongestSummary)).Append('\n');
            return;
        }

        this.text.Append(ServerText.Cleaned(tool.Tool.Description, whole ? 4_096 : 600)).Append("\n  arguments: ");
        var (schema, problem) = ShownSchema.Of(tool.Tool.InputSchema);
        if (problem is not null)
        {
            this.text.Append("cannot be called, because ").Append(problem);
        }
        else if (schema.Length > LongestSchema && !whole)
        {
            this.text.Append($"long ({schema.Length} bytes); search for exactly \"{ServerText.Line(tool.Tool.Name, 128)}\" to see them");
        }
        else
        {
            this.text.Append(Encoding.UTF8.GetString(schema.Span));
        }

        this.text.Append('\n');
    }

    private void WriteResources(string? query)
    {
        if (resources.IsEmpty)
        {
            return;
        }

        var index = new WordIndex<ServerResource>();
        foreach (var (server, resource) in resources)
        {
            index.Add(resource, (resource.Name, 3), (resource.Title ?? "", 2), (resource.Uri, 2), (server, 1), (resource.Description, 1));
        }

        ImmutableArray<ServerResource> found = query is null ? [.. resources.Take(MostResources).Select(entry => entry.Resource)] : index.Find(query, MostResources);
        if (found.IsEmpty)
        {
            return;
        }

        this.text.Append($"Resources ({found.Length} of {resources.Length}; read_mcp_resource reads one):\n");
        foreach (var resource in found)
        {
            var server = resources.First(entry => ReferenceEquals(entry.Resource, resource)).Server;
            this.text.Append("- ").Append(server).Append(' ').Append(ServerText.Line(resource.Uri, 500)).Append(": ")
                .Append(ServerText.Line(resource.Description.Length > 0 ? resource.Description : resource.Title ?? resource.Name, LongestSummary)).Append('\n');
        }
    }
}
