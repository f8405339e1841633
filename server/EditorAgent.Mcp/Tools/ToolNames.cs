using System.Collections.Immutable;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>Finds a tool among some by what a model calls it: its own name, the one it is exposed by, or either in other letter case and with other dividers, where only one fits.</summary>
internal sealed class ToolNames(ImmutableArray<OfferedTool> tools)
{
    private const int MostNamed = 5;

    /// <summary>By the exposed name alone: a server may call its own tool as if it were another server's.</summary>
    public OfferedTool? FindExposed(string written)
    {
        var folded = Fold(written);
        return this.Only(tool => tool.ExposedName == written) ?? this.Only(tool => Fold(tool.ExposedName) == folded);
    }

    public OfferedTool? Find(string written)
    {
        if (this.Only(tool => tool.ExposedName == written) is { } exposed)
        {
            return exposed;
        }

        if (this.Only(tool => tool.Tool.Name == written) is { } own)
        {
            return own;
        }

        // Of two that differ in nothing else, neither is guessed at.
        var folded = Fold(written);
        return tools.Any(tool => tool.Tool.Name == written) ? null : this.Only(tool => Fold(tool.Tool.Name) == folded || Fold(tool.ExposedName) == folded);
    }

    /// <summary>A sentence that names those that may be meant.</summary>
    public string Closest(string written)
    {
        var index = new WordIndex<OfferedTool>();
        foreach (var tool in tools)
        {
            index.Add(tool, (tool.Tool.Name, 2), (tool.Server, 1));
        }

        return index.Find(written, MostNamed) is { Length: > 0 } near
            ? $"Closest: {string.Join(", ", near.Select(tool => tool.ExposedName))}."
            : "search_tools, where you have it, says what there is.";
    }

    private OfferedTool? Only(Func<OfferedTool, bool> fits)
    {
        OfferedTool? found = null;
        foreach (var tool in tools)
        {
            if (!fits(tool))
            {
                continue;
            }

            if (found is not null)
            {
                return null;
            }

            found = tool;
        }

        return found;
    }

    private static string Fold(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
