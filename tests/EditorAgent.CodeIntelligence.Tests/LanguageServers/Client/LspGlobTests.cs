using EditorAgent.CodeIntelligence.LanguageServers.Client;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Client;

public sealed class LspGlobTests
{
    [Theory]
    [InlineData("**/*.ts", "/w/a.ts", true)]
    [InlineData("**/*.ts", "/w/src/deep/a.ts", true)]
    [InlineData("*.ts", "/w/src/a.ts", false)]
    [InlineData("**/*.{ts,tsx}", "/w/src/a.tsx", true)]
    [InlineData("**/*.{ts,tsx}", "/w/src/a.js", false)]
    [InlineData("**", "/w/x/y", true)]
    [InlineData("src/**/a?.c", "/w/src/ab.c", true)]
    [InlineData("src/[!a]*.c", "/w/src/a.c", false)]
    [InlineData("src/[a-c]*.c", "/w/src/b.c", true)]
    [InlineData("/w/src/*.c", "/w/src/b.c", true)]
    [InlineData("**/*.ts", "/elsewhere/a.ts", false)]
    [InlineData("a[", "/w/a[", true)]
    [InlineData("[z-a]", "/w/z", false)]
    public void Matches_WhenPatternIsGiven_FollowsTheProtocol(string pattern, string path, bool matches) =>
        Assert.Equal(matches, new LspGlob(pattern, "/w").Matches(path));
}
