using EditorAgent.Host.CommandLine.Completion;
using Xunit;

namespace EditorAgent.Tests.Editors;

/// <summary>What a shell offers where <c>acp</c> wants the name of an editor.</summary>
public sealed class AcpCompletionTests : IDisposable
{
    private readonly VerbBench bench = new();

    [Theory]
    [InlineData("acp install", "--ide", "jetbrains zed")]
    [InlineData("acp uninstall", "--ide", "jetbrains zed")]
    [InlineData("acp", "--print-config", "jetbrains zed neovim emacs helix sublime")]
    public void Outline_OfAnOptionThatTakesAnEditor_OffersTheEditors(string path, string option, string words)
    {
        var verb = OutlinedCommand.All(this.bench.Context(new MemoryStream())).Single(command => command.Path == "acp");

        var value = verb.Commands.Prepend(verb).Single(command => command.Path == path).Options.Single(offered => offered.Name == option).Value;

        Assert.Equal(words.Split(' ').Order(StringComparer.Ordinal), Assert.IsType<OutlinedValue.Choice>(value).Words.Order(StringComparer.Ordinal));
    }

    public void Dispose() => this.bench.Dispose();
}
