using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <summary>What of a workspace would run once it is trusted: what a person reads before they agree, at whichever door.</summary>
/// <param name="Items">The most dangerous kinds first.</param>
/// <param name="Unlisted">How many definitions there are beyond those.</param>
public sealed record RunnableListing(ImmutableArray<RunnableItem> Items, int Unlisted)
{
    private const int MostItems = 300;
    private const int LongestWhat = 500;

    /// <param name="realRoot">The workspace's root, links resolved.</param>
    /// <param name="fingerprint">Which files to look at.</param>
    /// <param name="servers">What the workspace's own files declare.</param>
    public static RunnableListing Of(string realRoot, ExecutionFingerprint fingerprint, McpConfiguration servers)
    {
        var items = new List<RunnableItem>();
        foreach (var server in servers.Servers)
        {
            var note = server.Scope == McpServerScope.ListedOnly ? " (another program's; not started here)" : " (pending approval)";
            items.Add(new RunnableItem(RunnableKind.McpServer, server.Source, server + note));
        }

        items.AddRange(servers.Problems.Select(problem => new RunnableItem(RunnableKind.McpServer, "mcp.json", problem)));
        foreach (var file in fingerprint.Files)
        {
            items.AddRange(RunnableFile.ItemsOf(realRoot, file.Relative));
        }

        var ordered = items.OrderBy(item => item.Kind).ToList();
        return new RunnableListing([.. ordered.Take(MostItems)], Math.Max(0, ordered.Count - MostItems));
    }

    /// <summary>As lines for a person, with a heading for each kind; every character shown is what it looks like.</summary>
    public string ToText()
    {
        if (this.Items.IsEmpty)
        {
            return "Nothing in it says what would run; commands and tests still run its code.";
        }

        var text = new StringBuilder();
        foreach (var kind in this.Items.GroupBy(item => item.Kind))
        {
            text.Append(HeadingOf(kind.Key)).Append('\n');
            foreach (var item in kind)
            {
                text.Append("  ").Append(CanonicalText.Line(item.Source, 200));
                text.Append(item.What.Length > 0 ? $": {CanonicalText.Line(item.What, LongestWhat)}\n" : "\n");
            }
        }

        if (this.Unlisted > 0)
        {
            text.Append(string.Create(CultureInfo.InvariantCulture, $"and {this.Unlisted} more\n"));
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string HeadingOf(RunnableKind kind) => kind switch
    {
        RunnableKind.McpServer => "MCP servers it declares:",
        RunnableKind.Hook => "Hooks:",
        RunnableKind.BuildLogic => "Builds would run:",
        RunnableKind.PackageScript => "Package scripts:",
        RunnableKind.EditorTask => "Editor tasks and settings:",
        RunnableKind.Tests => "Tests:",
        _ => "Other files that decide what runs or instruct an agent:",
    };
}
