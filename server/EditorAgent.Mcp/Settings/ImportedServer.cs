using System.Collections.Immutable;
using System.Text.Json.Nodes;
using EditorAgent.Core.Configuration.Mcp;

namespace EditorAgent.Mcp.Settings;

/// <summary>A server of another program's file, as it would be ours.</summary>
/// <param name="Name">As we would call it.</param>
/// <param name="Source">The file it was read from.</param>
/// <param name="Entry">For mcp.json, without a secret; null where it cannot be taken over.</param>
/// <param name="Inputs">What the entry leaves open.</param>
/// <param name="Secrets">Values for some of these, by id, which stood in the other file. They go with the user's secrets, into no file of ours.</param>
/// <param name="Notes">What is not taken over, and why; one line each.</param>
public sealed record ImportedServer(
    string Name, string Source, JsonObject? Entry, ImmutableArray<McpInput> Inputs, ImmutableDictionary<string, string> Secrets, ImmutableArray<string> Notes)
{
    /// <summary>Command or address, on one line, without secrets.</summary>
    public string What
    {
        get
        {
            if (this.Entry is null)
            {
                return "";
            }

            var words = this.Entry["url"] is { } url ? [$"{url}"] : (this.Entry["args"] as JsonArray ?? []).Select(argument => $"{argument}").Prepend($"{this.Entry["command"]}");
            return string.Join(' ', words);
        }
    }
}
