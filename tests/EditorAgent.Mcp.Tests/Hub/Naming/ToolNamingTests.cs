using System.Collections.Immutable;
using System.Text.RegularExpressions;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub.Naming;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EditorAgent.Mcp.Tests.Hub.Naming;

public sealed partial class ToolNamingTests
{
    [Theory]
    [InlineData("github", "create_issue", "mcp__github__create_issue")]
    [InlineData("my-wiki", "read.page", "mcp__my-wiki__read_page")]
    [InlineData("a", "b/c d", "mcp__a__b_c_d")]
    public void Of_AnOrdinaryTool_IsServerAndTool(string server, string tool, string expected) => Assert.Equal(expected, Name(server, tool));

    [Theory]
    [InlineData("a__b", "c")]
    [InlineData("a", "_b__c")]
    [InlineData("a_", "b")]
    [InlineData("a", "b_0123abcd")]
    public void Of_WhatCouldBeReadAsAnotherPair_EndsWithAHash(string server, string tool)
    {
        var name = Name(server, tool);

        Assert.Matches("_[0-9a-f]{8}$", name);
        Assert.NotEqual($"mcp__{server}__{tool}", name);
    }

    [Fact]
    public void Of_ALongName_IsCutAndStaysUnique()
    {
        var one = new string('x', 100) + "1";
        var other = new string('x', 100) + "2";

        var names = ToolNaming.Of("server", [FakeServer.Tool(one), FakeServer.Tool(other)], []).Tools;

        Assert.All(names, name => Assert.Equal(64, name.ExposedName.Length));
        Assert.NotEqual(names[0].ExposedName, names[1].ExposedName);
        Assert.StartsWith("mcp__server__xxx", names[0].ExposedName, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NamesThatDifferOnlyInCaseOrInWhatIsReplaced_BothEndWithAHash()
    {
        var names = ToolNaming.Of("s", [FakeServer.Tool("Read"), FakeServer.Tool("read"), FakeServer.Tool("a.b"), FakeServer.Tool("a/b"), FakeServer.Tool("own")], []).Tools;

        Assert.All(names.Take(4), name => Assert.Matches("_[0-9a-f]{8}$", name.ExposedName));
        Assert.Equal("mcp__s__own", names[4].ExposedName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tool\u200b")]
    [InlineData("to\u0000ol")]
    [InlineData("\u202etool")]
    [InlineData("tооl")]
    [InlineData("a\nb")]
    public void Of_AHostileName_IsDisabledWithAReason(string name)
    {
        var named = ToolNaming.Of("s", [FakeServer.Tool(name), FakeServer.Tool("good")], []);

        Assert.Equal("mcp__s__good", Assert.Single(named.Tools).ExposedName);
        Assert.Contains("disabled", Assert.Single(named.Problems), StringComparison.Ordinal);
        Assert.DoesNotContain(named.Problems[0], character => character is < ' ' or > '~' and not '\u2026');
    }

    [Fact]
    public void Of_TheSameNameTwice_KeepsTheFirstAndSaysSo()
    {
        var named = ToolNaming.Of("s", [FakeServer.Tool("t", ToolHints.None, "first"), FakeServer.Tool("t", ToolHints.None, "second")], []);

        Assert.Equal("first", Assert.Single(named.Tools).Tool.Description);
        Assert.Contains("twice", Assert.Single(named.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ABuiltInName_GivesWay()
    {
        Assert.NotEqual("mcp__s__t", Assert.Single(ToolNaming.Of("s", [FakeServer.Tool("t")], ["mcp__s__t"]).Tools).ExposedName);
    }

    [Fact]
    public void Of_ThousandsOfBadNames_SaysOnlySomeOfThem()
    {
        var named = ToolNaming.Of("s", [.. Enumerable.Range(0, 5000).Select(i => FakeServer.Tool($"\u0001{i}"))], []);

        Assert.Equal(21, named.Problems.Length);
        Assert.Contains("4980 more", named.Problems[^1], StringComparison.Ordinal);
    }

    /// <summary>Whatever servers and tools there are: every name is valid and unique over all, and depends on nothing but its own server.</summary>
    [Fact]
    public void Of_AnyServers_GivesValidUniqueNamesThatOthersDoNotChange()
    {
        var piece = Gen.Elements("a", "A", "b", "_", "__", ".", "-", "/", " ", "x1", "_0123abcd", "mcp__", "é", "\u200b", "long-long-long-long-long-long-long-long-long");
        var name = piece.ListOf().Select(pieces => string.Concat(pieces.Take(8)));
        var serverName = Gen.Elements("a", "b", "_", "__", "-", "x1", "_0123abcd").ListOf().Select(pieces => "s" + string.Concat(pieces.Take(8)));
        var servers = Gen.Zip(serverName, name.ListOf()).ListOf();
        Prop.ForAll(servers.ToArbitrary(), all =>
        {
            var lists = all.DistinctBy(server => server.Item1, StringComparer.OrdinalIgnoreCase)
                .Select(server => (Server: server.Item1, Tools: server.Item2.Select(FakeServer.Tool).ToImmutableArray()))
                .ToArray();
            var forwards = Names(lists);
            var backwards = Names(lists.Reverse());

            Assert.All(forwards, name => Assert.Matches(ProviderName(), name.Exposed));

            // The shelf drops what collides, so nothing may be missing from it.
            Assert.Equal(lists.Sum(list => ToolNaming.Of(list.Server, list.Tools, []).Tools.Length), forwards.Length);
            Assert.Equal(forwards.Length, forwards.Select(name => name.Exposed).Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.Equal(forwards.Order(), backwards.Order());
        }).QuickCheckThrowOnFailure();
    }

    private static (string Server, string Tool, string Exposed)[] Names(IEnumerable<(string Server, ImmutableArray<ServerTool> Tools)> lists)
    {
        var shelf = new ToolShelf();
        foreach (var (server, tools) in lists)
        {
            shelf.Put(server, [.. ToolNaming.Of(server, tools, []).Tools.Select(tool => new OfferedTool(server, tool.Tool, tool.ExposedName, []))]);
        }

        return [.. shelf.All.Select(tool => (tool.Server, tool.Tool.Name, tool.ExposedName))];
    }

    private static string Name(string server, string tool) => Assert.Single(ToolNaming.Of(server, [FakeServer.Tool(tool)], []).Tools).ExposedName;

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_-]{2,63}$")]
    private static partial Regex ProviderName();
}
