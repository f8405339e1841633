using EditorAgent.Core.Permissions;
using Xunit;

namespace EditorAgent.Tests.Permissions;

public sealed class PathRuleTests
{
    [Theory]
    [InlineData("**", ".ssh/config")]
    [InlineData("**", "/home/u/.ssh/config")]
    [InlineData("/home/u/**", "/home/u/.ssh/config")]
    [InlineData("/home/u/**", "src/a.cs")]
    [InlineData("**/.env", "/home/u/.env")]
    [InlineData("**/.env", ".env")]
    [InlineData("**/.ENV", "a/.env")]
    [InlineData(".env", "deep/down/.env")]
    [InlineData("*.csproj", "src/App.csproj")]
    [InlineData("secret", "secret/a/b.txt")]
    [InlineData("src/secret/", "src/Secret/a.txt")]
    [InlineData("src/**", "src/a/b/c.cs")]
    [InlineData("./src/*.cs", "src/a.cs")]
    [InlineData("src\\*.cs", "src/a.cs")]
    [InlineData("src/?.cs", "src/a.cs")]
    [InlineData("**/gen/**/x", "a/gen/b/c/x")]
    public void Decide_WhenADenyRuleMatchesThePath_Denies(string pattern, string path)
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Yolo, $"deny read({pattern})");

        Assert.Equal(PermissionDecision.Deny, policy.Read(path).Decision);
    }

    [Theory]
    [InlineData("src/*", "src/a/b.cs")]
    [InlineData("src/*.cs", "lib/a.cs")]
    [InlineData("src/**", "src2/a.cs")]
    [InlineData("src/?.cs", "src/ab.cs")]
    [InlineData("/src/**", "src/a.cs")]
    public void Decide_WhenTheDenyRuleSpeaksOfAnotherPath_DoesNotDeny(string pattern, string path)
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Yolo, $"deny read({pattern})");

        Assert.Equal(PermissionDecision.Allow, policy.Read(path).Decision);
    }

    [Theory]
    [InlineData("src/**", "src/a/.b/c.cs", PermissionDecision.Allow)]
    [InlineData("src/*", "src/a/b.cs", PermissionDecision.Ask)]
    [InlineData("src/**", "Src/a.cs", PermissionDecision.Ask)]
    [InlineData("a.cs", "src/a.cs", PermissionDecision.Ask)]
    [InlineData("src", "src/a.cs", PermissionDecision.Ask)]
    [InlineData("src/**", "src/App.csproj", PermissionDecision.Ask)]
    [InlineData("**", ".git/config", PermissionDecision.Ask)]
    [InlineData("src/*.csproj", "src/App.csproj", PermissionDecision.Allow)]
    [InlineData(".github/**", ".github/workflows/ci.yml", PermissionDecision.Allow)]
    public void Decide_WhenAnAllowRuleSpeaksOfPaths_ReadsItExactly(string pattern, string path, PermissionDecision expected)
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Ask, $"allow edit({pattern})");

        Assert.Equal(expected, policy.Edit(path).Decision);
    }

    [Fact]
    public void Decide_WhenACallTouchesSeveralPaths_AllowNeedsAllAndDenyNeedsOne()
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Ask, "allow edit(src/**)", "allow edit(tests/**)", "deny edit(src/frozen.cs)");

        Assert.Equal(PermissionDecision.Allow, policy.Edit("src/a.cs", "tests/b.cs").Decision);
        Assert.Equal(PermissionDecision.Ask, policy.Edit("src/a.cs", "docs/b.md").Decision);
        Assert.Equal(PermissionDecision.Deny, policy.Edit("src/a.cs", "src/frozen.cs").Decision);
    }

    [Theory]
    [InlineData(".env")]
    [InlineData("a/.env.local")]
    [InlineData("a/.ENV")]
    [InlineData("id_rsa")]
    [InlineData("keys/id_ed25519.old")]
    [InlineData(".aws/credentials")]
    [InlineData("credentials.json")]
    [InlineData("a.pem")]
    [InlineData("a.PFX")]
    [InlineData("secrets.json")]
    public void Decide_WhenAFileMayHoldSecrets_ReadingItAsks(string path)
    {
        Assert.Equal(PermissionDecision.Ask, PolicyOnDisk.Create(PermissionMode.Ask).Read(path).Decision);
        Assert.Equal(PermissionDecision.Ask, PolicyOnDisk.Create(PermissionMode.AcceptEdits).Read(path).Decision);
        Assert.Equal(PermissionDecision.Ask, PolicyOnDisk.Create(PermissionMode.AcceptEdits).Edit(path).Decision);
        Assert.Equal(PermissionDecision.Ask, PolicyOnDisk.Create(PermissionMode.Ask, "allow read").Read(path).Decision);
        Assert.Equal(PermissionDecision.Ask, PolicyOnDisk.Create(PermissionMode.Yolo, "allow *").Read(path).Decision);
        Assert.Equal([PermissionMarks.Secret], PolicyOnDisk.Create(PermissionMode.Yolo).Read(path).Marks);
    }

    [Theory]
    [InlineData(".env.example")]
    [InlineData(".env.sample")]
    [InlineData(".env.template")]
    [InlineData("id_rsa.pub")]
    [InlineData("Credentials.cs")]
    [InlineData("src/environment.ts")]
    public void Decide_WhenAFileOnlyLooksSecret_ReadingItRuns(string path) =>
        Assert.Equal(PermissionDecision.Allow, PolicyOnDisk.Create(PermissionMode.Ask).Read(path).Decision);

    [Theory]
    [InlineData(".git/config")]
    [InlineData("sub/.GIT/hooks/pre-commit")]
    [InlineData(".vscode/settings.json")]
    [InlineData(".idea/x.xml")]
    [InlineData(".husky/pre-push")]
    [InlineData(".github/workflows/ci.yml")]
    [InlineData("src/App.csproj")]
    [InlineData("Directory.Build.props")]
    [InlineData("a.TARGETS")]
    [InlineData("NuGet.config")]
    [InlineData("global.json")]
    [InlineData("package.json")]
    [InlineData("Makefile")]
    [InlineData(".npmrc")]
    [InlineData(".editorconfig")]
    [InlineData("src/App.csproj.")]
    public void Decide_WhenAnEditCanRunLater_AsksInEveryModeUnlessARuleNamesIt(string path)
    {
        foreach (var mode in new[] { PermissionMode.Ask, PermissionMode.AcceptEdits, PermissionMode.Yolo })
        {
            var policy = PolicyOnDisk.Create(mode, "allow edit(**)");
            policy.Grant(new PermissionGrant("edit(**)"));
            policy.Grant(new PermissionGrant($"edit({path})"));

            var verdict = policy.Edit(path);

            Assert.Equal((PermissionDecision.Ask, new DecisionSource.Safeguard(PermissionMarks.ExecutesLater)), (verdict.Decision, verdict.Source));
            Assert.Equal([PermissionMarks.ExecutesLater], verdict.Marks);
        }

        var named = PolicyOnDisk.Create(PermissionMode.Ask, $"allow edit({path.TrimEnd('.')})").Edit(path.TrimEnd('.'));
        Assert.Equal(PermissionDecision.Allow, named.Decision);
        Assert.Equal([PermissionMarks.ExecutesLater], named.Marks);
    }

    [Theory]
    [InlineData(".editoragent/config.toml")]
    [InlineData(".mcp.json")]
    [InlineData(".vscode/mcp.json")]
    [InlineData(".cursor/mcp.json")]
    [InlineData("AGENTS.md")]
    public void Decide_WhenAnEditChangesAgentConfiguration_APersonDecidesEachTime(string path)
    {
        foreach (var mode in new[] { PermissionMode.Ask, PermissionMode.AcceptEdits, PermissionMode.Yolo })
        {
            var policy = PolicyOnDisk.Create(mode, "allow edit(**)", $"allow edit({path})");
            policy.Grant(new PermissionGrant($"edit({path})"));

            var verdict = policy.Edit(path);

            Assert.Equal((PermissionDecision.Ask, new DecisionSource.Safeguard(PermissionMarks.AgentConfiguration)), (verdict.Decision, verdict.Source));
            Assert.Equal([PermissionMarks.AgentConfiguration], verdict.Marks);
        }

        Assert.Equal(PermissionDecision.Deny, PolicyOnDisk.Create(PermissionMode.Yolo, $"deny edit({path})").Edit(path).Decision);
    }
}
