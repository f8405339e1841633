using EditorAgent.CodeIntelligence.LanguageServers.Servers;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Servers;

public sealed class ServedExtensionsTests
{
    [Fact]
    public void Has_IsTrueExactlyForTheExtensionsOfTheKnownServers()
    {
        var known = LanguageServerDefaults.All.SelectMany(server => server.Languages.Keys).ToHashSet();

        Assert.All(known, extension => Assert.True(ServedExtensions.Has(extension.ToUpperInvariant()), extension));
        Assert.All((string[])[".cs", ".md", ".json", "", ".rs", ".java"], extension => Assert.False(ServedExtensions.Has(extension), extension));
        Assert.Equal(21, known.Count);
    }
}
