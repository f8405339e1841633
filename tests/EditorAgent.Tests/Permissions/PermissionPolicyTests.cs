using EditorAgent.Core.Configuration;
using EditorAgent.Core.Permissions;
using Xunit;

namespace EditorAgent.Tests.Permissions;

public sealed class PermissionPolicyTests
{
    [Theory]
    [InlineData("deny edit|ask edit|allow edit", PermissionDecision.Deny)]
    [InlineData("allow edit|ask edit|deny edit", PermissionDecision.Deny)]
    [InlineData("allow edit|ask edit(src/**)", PermissionDecision.Ask)]
    [InlineData("allow edit|ask edit(docs/**)", PermissionDecision.Allow)]
    [InlineData("allow *", PermissionDecision.Allow)]
    [InlineData("deny E*", PermissionDecision.Deny)]
    [InlineData("allow Edit", PermissionDecision.Ask)]
    [InlineData("allow ed", PermissionDecision.Ask)]
    public void Decide_WhenSeveralRulesMatch_TheStrongestWins(string rules, PermissionDecision expected) =>
        Assert.Equal(expected, PolicyOnDisk.Create(PermissionMode.Ask, rules.Split('|')).Edit("src/a.cs").Decision);

    [Theory]
    [InlineData(PermissionMode.Plan, PermissionDecision.Deny, PermissionDecision.Deny, PermissionDecision.Allow)]
    [InlineData(PermissionMode.Ask, PermissionDecision.Ask, PermissionDecision.Ask, PermissionDecision.Allow)]
    [InlineData(PermissionMode.AcceptEdits, PermissionDecision.Allow, PermissionDecision.Ask, PermissionDecision.Allow)]
    [InlineData(PermissionMode.Yolo, PermissionDecision.Allow, PermissionDecision.Allow, PermissionDecision.Allow)]
    public void Decide_WhenNoRuleMatches_TheModeDecides(PermissionMode mode, PermissionDecision edit, PermissionDecision shell, PermissionDecision read)
    {
        var policy = PolicyOnDisk.Create(mode);

        Assert.Equal((edit, shell, read), (policy.Edit("src/a.cs").Decision, policy.Shell("ls").Decision, policy.Read("src/a.cs").Decision));
    }

    [Fact]
    public void Decide_InAcceptEdits_AsksForWhatIsNoEditInTheWorkspace()
    {
        var policy = PolicyOnDisk.Create(PermissionMode.AcceptEdits);

        Assert.Equal(PermissionDecision.Ask, policy.Edit("/etc/hosts").Decision);
        Assert.Equal(PermissionDecision.Ask, policy.Call("mcp__db__drop").Decision);
        Assert.Equal(PermissionDecision.Ask, policy.Edit("src/a.cs", "/etc/hosts").Decision);
        Assert.Equal(PermissionDecision.Ask, policy.Fetch("https://a.com/x").Decision);
    }

    [Fact]
    public void Decide_InYolo_StillAsksWhereARuleSaysSo()
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Yolo, "ask shell(git push)", "deny edit(frozen/**)");

        Assert.Equal(PermissionDecision.Ask, policy.Shell("git push").Decision);
        Assert.Equal(PermissionDecision.Deny, policy.Edit("frozen/a.cs").Decision);
        Assert.Equal(PermissionDecision.Allow, policy.Shell("git pull").Decision);
    }

    [Fact]
    public void Decide_InPlan_NoAllowanceLetsAnEditThrough()
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Ask, "allow edit");
        policy.Grant(new PermissionGrant("shell(ls)"));
        policy.Mode = PermissionMode.Plan;

        Assert.Equal(PermissionDecision.Deny, policy.Edit("src/a.cs").Decision);
        Assert.Equal(PermissionDecision.Deny, policy.Shell("ls").Decision);
    }

    [Fact]
    public void Grant_AllowsExactlyWhatItSaysAndNeverBeatsARule()
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Ask, "deny edit(src/frozen.cs)", "ask shell(git push)");
        policy.Grant(new PermissionGrant("edit(src/**)"));
        policy.Grant(new PermissionGrant("shell(git push)"));
        policy.Grant(new PermissionGrant("shell(dotnet test)"));
        policy.Grant(new PermissionGrant("mcp__db__query"));
        policy.Grant(new PermissionGrant("mcp__db__query"));

        Assert.Equal(PermissionDecision.Allow, policy.Edit("src/a.cs").Decision);
        Assert.Equal(PermissionDecision.Deny, policy.Edit("src/frozen.cs").Decision);
        Assert.Equal(PermissionDecision.Ask, policy.Shell("git push").Decision);
        Assert.Equal("allowed for this session: \"shell(dotnet test)\"", policy.Shell("dotnet test --no-build").Reason);
        Assert.Equal(PermissionDecision.Allow, policy.Call("mcp__db__query").Decision);
        Assert.Equal(PermissionDecision.Ask, policy.Call("mcp__db__drop").Decision);
        Assert.Equal(4, policy.Grants.Length);
        Assert.Throws<ArgumentException>(() => policy.Grant(new PermissionGrant("shell(")));
    }

    [Fact]
    public void Decide_WhenTheToolIsNamedByAGlob_MatchesTheServersTools()
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Ask, "allow mcp__github__*", "deny mcp__github__delete_*", "deny mcp__mail__send(*)");

        Assert.Equal(PermissionDecision.Allow, policy.Call("mcp__github__list").Decision);
        Assert.Equal(PermissionDecision.Deny, policy.Call("mcp__github__delete_repo").Decision);
        Assert.Equal(PermissionDecision.Ask, policy.Call("mcp__gitlab__list").Decision);
        Assert.Equal(PermissionDecision.Deny, policy.Call("mcp__mail__send").Decision);
    }

    [Theory]
    [InlineData("https://a.com/*", "https://a.com/x/y", true)]
    [InlineData("https://a.com", "https://A.com/x", true)]
    [InlineData("a.com", "https://a.com/", true)]
    [InlineData("https://a.com/docs", "https://a.com/docs/x", true)]
    [InlineData("*.a.com", "https://b.a.com/", true)]
    [InlineData("https://a.com/docs", "https://a.com/docsx", false)]
    [InlineData("https://a.com/docs", "https://a.com/docs/..%2fadmin", false)]
    [InlineData("https://a.com", "http://a.com/", false)]
    [InlineData("https://a.com", "https://a.com.evil.example/", false)]
    [InlineData("https://a.com", "https://a.com@evil.example/", false)]
    [InlineData("https://a.com", "https://user@a.com/", false)]
    [InlineData("https://a.com", "https://a.com:8443/", false)]
    [InlineData("*.a.com", "https://xa.com/", false)]
    public void Decide_WhenAnAllowRuleNamesAnAddress_ComparesWholeHosts(string pattern, string url, bool allows) =>
        Assert.Equal(allows, PolicyOnDisk.Create(PermissionMode.Ask, $"allow fetch({pattern})").Fetch(url).Decision == PermissionDecision.Allow);

    [Theory]
    [InlineData("https://evil.example", "http://evil.example/")]
    [InlineData("evil.example", "https://EVIL.example.:8443/x")]
    [InlineData("*.evil.example", "https://evil.example/")]
    [InlineData("https://a.com/admin", "https://a.com/%61dmin/x")]
    [InlineData("https://a.com/*/secret", "https://a.com/x/secret/y")]
    public void Decide_WhenADenyRuleNamesAnAddress_NoSpellingGetsAround(string pattern, string url) =>
        Assert.Equal(PermissionDecision.Deny, PolicyOnDisk.Create(PermissionMode.Yolo, $"deny fetch({pattern})").Fetch(url).Decision);

    [Theory]
    [InlineData("Deny", "edit", "must be \"allow\", \"ask\" or \"deny\"")]
    [InlineData("", "edit", "must be \"allow\"")]
    [InlineData("deny", "", "the pattern is empty")]
    [InlineData("deny", "  ", "the pattern is empty")]
    [InlineData("deny", "(x)", "names no tool")]
    [InlineData("deny", "edit(x", "parentheses do not match")]
    [InlineData("deny", "edit(x))", "parentheses do not match")]
    [InlineData("deny", "edit(x) y", "parentheses do not match")]
    [InlineData("deny", "edit(a)(b)", "parentheses do not match")]
    [InlineData("deny", "edit)", "the tool's name may hold")]
    [InlineData("deny", "edit()", "the parentheses are empty")]
    [InlineData("deny", "edit(!src/**)", "cannot be negated")]
    [InlineData("deny", "git push", "the tool's name may hold")]
    [InlineData("deny", "edit(a\nb)", "control character")]
    public void Construct_WhenARuleIsMalformed_NamesFileLineAndWhatToWrite(string decision, string pattern, string hint)
    {
        var entry = new PermissionRuleEntry(decision, pattern, null, new ConfigurationOrigin(ConfigurationLayer.User, "/home/u/config.toml", 12));

        var message = Assert.Throws<ConfigurationException>(() => new PermissionPolicy([entry], PermissionMode.Ask)).Message;

        Assert.StartsWith("/home/u/config.toml:12: ", message, StringComparison.Ordinal);
        Assert.Contains(hint, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deny mcp__db", "Write \"mcp__db__*\"")]
    [InlineData("deny read(../x/**)", "hold no \"..\"")]
    [InlineData("allow shell(npm test && npm run lint)", "one plain command only")]
    [InlineData("deny read(src/{a,b})", "stand for themselves")]
    [InlineData("allow edit(src/**)|deny edit(src/**)", "never has an effect")]
    [InlineData("allow shell(git push)|deny shell", "never has an effect")]
    [InlineData("allow shell(git push)|deny shell(git)", "never has an effect")]
    [InlineData("ask shell(git push origin)|deny *", "never has an effect")]
    [InlineData("allow edit(src/a/b.cs)|ask edit(src/**)", "never has an effect")]
    [InlineData("deny mcp__db__", "Write \"mcp__db__*\"")]
    public void Warnings_WhenARuleSaysNothing_NameIt(string rules, string hint) =>
        Assert.Contains(hint, Assert.Single(PolicyOnDisk.Create(PermissionMode.Ask, rules.Split('|')).Warnings), StringComparison.Ordinal);

    [Fact]
    public void Warnings_WhenRulesMakeSense_AreEmpty() =>
        Assert.Empty(PolicyOnDisk.Create(PermissionMode.Ask, "allow shell(dotnet test *)", "deny mcp__db__*", "ask edit(**/*.cs)", "deny shell(cat ../x)", "deny shell(dotnet test x)", "deny edit(docs/**)").Warnings);

    [Theory]
    [InlineData("deny shel(git push)", "Did you mean shell?")]
    [InlineData("allow Edit(src/**)", "Did you mean edit?")]
    [InlineData("ask web*", "there is no tool \"web*\"")]
    public void WarningsFor_WhenARuleNamesNoToolThatExists_SuggestsTheNearest(string rule, string hint) =>
        Assert.Contains(hint, Assert.Single(PolicyOnDisk.Create(PermissionMode.Ask, rule).WarningsFor(["read", "edit", "shell"])), StringComparison.Ordinal);

    [Fact]
    public void WarningsFor_WhenEveryToolExists_AreEmpty() => Assert.Empty(
        PolicyOnDisk.Create(PermissionMode.Ask, "deny Shell(git push)", "deny *", "allow e*", "ask mcp__db__x", "ask mcp*").WarningsFor(["read", "edit", "shell"]));

    [Fact]
    public void Construct_WhenAnAllowRuleComesFromAWorkspace_DropsIt()
    {
        var entry = new PermissionRuleEntry("allow", "edit", null, new ConfigurationOrigin(ConfigurationLayer.Workspace, "/w/config.toml", 1));

        Assert.Equal(PermissionDecision.Ask, new PermissionPolicy([entry], PermissionMode.Ask).Edit("src/a.cs").Decision);
    }

    [Theory]
    [InlineData("http://0x7f.1/")]
    [InlineData("https://good.example/\\evil")]
    [InlineData("https://good.example/a%2f..%2fb")]
    [InlineData("https://g\u043eod.example/")]
    [InlineData("https://xn--god-sna.example/")]
    [InlineData("https://user@good.example/")]
    [InlineData("ftp://good.example/")]
    public void Decide_WhenAnAddressIsOdd_NoAllowanceCoversIt(string url)
    {
        Assert.Equal(PermissionDecision.Ask, PolicyOnDisk.Create(PermissionMode.Ask, "allow fetch", "allow fetch(*)", "allow fetch(https://good.example)").Fetch(url).Decision);
        Assert.Equal(PermissionDecision.Ask, PolicyOnDisk.Create(PermissionMode.Yolo, "deny fetch(https://other.example)").Fetch(url).Decision);
    }
}
