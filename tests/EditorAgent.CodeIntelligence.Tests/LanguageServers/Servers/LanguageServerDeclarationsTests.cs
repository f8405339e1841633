using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.LanguageServers.Servers;
using EditorAgent.Core.Configuration;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Servers;

public sealed class LanguageServerDeclarationsTests
{
    private static readonly ConfigurationOrigin Origin = new(ConfigurationLayer.User, "config.toml", 7);

    [Fact]
    public void From_WhenNothingIsSaid_GivesTheKnownServers() =>
        Assert.Equal(["typescript", "pyright", "clangd", "gopls"], LanguageServerDeclarations.From([]).Servers.Select(server => server.Name));

    [Fact]
    public void From_WhenKnownServerIsChangedOrSwitchedOff_FollowsIt()
    {
        var declared = LanguageServerDeclarations.From(
            [new LanguageServerSettings("pyright", Origin) { Command = "basedpyright-langserver" }, new LanguageServerSettings("gopls", Origin) { IsEnabled = false }]);

        Assert.Empty(declared.Problems);
        Assert.Equal(["typescript", "pyright", "clangd"], declared.Servers.Select(server => server.Name));
        Assert.Equal("basedpyright-langserver", declared.Servers[1].Command);
        Assert.Equal(["--stdio"], declared.Servers[1].Args);
    }

    [Fact]
    public void From_WhenOwnServerIsWhole_ComesFirstForItsExtension()
    {
        var languages = ImmutableSortedDictionary<string, string>.Empty.Add(".py", "python");

        var declared = LanguageServerDeclarations.From([new LanguageServerSettings("pylsp", Origin) { Command = "pylsp", Languages = languages }]);

        Assert.Equal("pylsp", declared.Servers.First(server => server.LanguageOf("a.py") is not null).Name);
    }

    [Fact]
    public void From_WhenOwnServerLacksItsLanguages_IsAProblemWithItsLine()
    {
        var declared = LanguageServerDeclarations.From([new LanguageServerSettings("zls", Origin) { Command = "zls" }]);

        Assert.StartsWith("config.toml:7: language_servers.zls is ignored: ", Assert.Single(declared.Problems));
        Assert.Equal(4, declared.Servers.Length);
    }
}
