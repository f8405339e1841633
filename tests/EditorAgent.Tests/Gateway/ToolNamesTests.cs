using System.Text.Json;
using EditorAgent.Host.Gateway.Requests;
using EditorAgent.Host.Gateway.Tools;
using Xunit;

namespace EditorAgent.Tests.Gateway;

public sealed class ToolNamesTests
{
    [Fact]
    public void Of_WhateverTheServerCallsItsTools_GivesNamesThatVendorsTakeAndNoTwoShare()
    {
        string[] tools = ["add", "a.dd", "a/dd", "a_dd", "A_DD", "wörld", "", new('x', 200), new string('x', 199) + "y", "functions"];
        var server = McpEntryReader.Read(JsonFields.Of(JsonElement.Parse("""{"type":"mcp","server_label":"s","server_url":"https://example.com/"}"""), "tools[0]"));
        var entries = new ToolEntries([new FunctionEntry("mcp__s__add", null, null, null), server]);

        var set = ToolSet.Of(entries, new Dictionary<string, System.Collections.Immutable.ImmutableArray<ListedTool>>
        {
            ["s"] = [.. tools.Select(tool => new ListedTool(tool, "", JsonElement.Parse("{}"), null))],
        });

        var names = set.Tools.Select(tool => tool.Definition.Name).ToList();
        Assert.Equal(tools.Length + 1, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches("^[a-zA-Z_][a-zA-Z0-9_-]{2,63}$", name));
        Assert.IsType<GatewayTool.Function>(set.Find("mcp__s__add"));
        Assert.All(tools, tool => Assert.Equal(tool, Assert.IsType<GatewayTool.Served>(set.Find(set.NameOf("s", tool))).Tool.Name));
    }
}
