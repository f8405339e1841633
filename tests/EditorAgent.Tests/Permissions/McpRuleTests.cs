using EditorAgent.Core.Configuration;
using EditorAgent.Core.Permissions;
using Xunit;

namespace EditorAgent.Tests.Permissions;

public sealed class McpRuleTests
{
    [Theory]
    [InlineData("mcp__github__*", "github", "list", true)]
    [InlineData("mcp__git*", "github", "list", true)]
    [InlineData("mcp__*", "github", "list", true)]
    [InlineData("mcp__*__list", "github", "list", true)]
    [InlineData("*", "github", "list", true)]
    [InlineData("mcp__github__list", "github", "list", true)]
    [InlineData("mcp__a__b__c", "a", "b__c", true)]
    [InlineData("mcp__a__b__c", "a__b", "c", false)]
    [InlineData("mcp__a__*", "a__b", "c", false)]
    [InlineData("mcp__github__*", "github2", "list", false)]
    [InlineData("mcp__github__*", "GitHub", "list", false)]
    [InlineData("mcp__github__li", "github", "list", false)]
    [InlineData("m*", "github", "list", false)]
    [InlineData("*list", "github", "list", false)]
    public void Decide_WhenAnAllowRuleNamesAServersTool_HoldsItAgainstThePair(string pattern, string server, string tool, bool allows) =>
        Assert.Equal(allows, PolicyOnDisk.Create(PermissionMode.Ask, $"allow {pattern}").Mcp(server, tool, "{}").Decision == PermissionDecision.Allow);

    [Theory]
    [InlineData("mcp__a__*", "a__b", "c")]
    [InlineData("mcp__a__b__*", "a__b", "c")]
    [InlineData("mcp__GITHUB__List", "github", "list")]
    [InlineData("*__delete*", "github", "delete_repo")]
    [InlineData("mcp__db__*(*)", "db", "query")]
    public void Decide_WhenADenyRuleMayMeanTheTool_Denies(string pattern, string server, string tool) =>
        Assert.Equal(PermissionDecision.Deny, PolicyOnDisk.Create(PermissionMode.Yolo, $"deny {pattern}").Mcp(server, tool, "{}").Decision);

    [Fact]
    public void Decide_WhenOnlyTheJoinedNameIsKnown_NoServerRuleAllows() => Assert.Equal(
        PermissionDecision.Ask, PolicyOnDisk.Create(PermissionMode.Ask, "allow mcp__db__*").Decide(new PermissionQuestion("mcp__db__query", false, [])).Decision);

    [Theory]
    [InlineData("sql=select *", """{"sql":"select 1"}""", true)]
    [InlineData("sql=select *", """{"sql":"select 1","limit":3}""", true)]
    [InlineData("sql=select *, database=shop", """{"sql":"select 1","database":"shop"}""", true)]
    [InlineData("sql=\"select a, b\"", """{"sql":"select a, b"}""", true)]
    [InlineData("sql=select *, database=shop", """{"sql":"select 1"}""", false)]
    [InlineData("sql=select *", """{"sql":"SELECT 1"}""", false)]
    [InlineData("sql=select *", """{"SQL":"select 1"}""", false)]
    [InlineData("sql=select *", """{"sql":["select 1"]}""", false)]
    [InlineData("sql=select *", """{"sql":{"sql":"select 1"}}""", false)]
    [InlineData("sql=select *", """{"sql":"drop table x; select 1"}""", false)]
    [InlineData("sql=select *", """{"sql":"select 1\n; drop table x"}""", false)]
    [InlineData("sql=select *", """{"sql":"select \ud800"}""", false)]
    [InlineData("limit=3", """{"limit":3}""", false)]
    [InlineData("sql=select *", "{}", false)]
    public void Decide_WhenAnAllowRuleNamesArguments_AllOfThemMatchAsText(string condition, string arguments, bool allows) => Assert.Equal(
        allows, PolicyOnDisk.Create(PermissionMode.Ask, $"allow mcp__db__query({condition})").Mcp("db", "query", arguments).Decision == PermissionDecision.Allow);

    [Theory]
    [InlineData("sql=*drop*", """{"sql":"DROP table x"}""", true)]
    [InlineData("sql=*drop*, x=y", """{"Sql":"drop"}""", true)]
    [InlineData("limit=3", """{"limit":3}""", true)]
    [InlineData("sql=*drop*", """{"sql":[{"a":"x drop y"}]}""", true)]
    [InlineData("sql=*drop*", """{"sql":"\ud800"}""", true)]
    [InlineData("sql=*drop*", """{"sql":"select 1"}""", false)]
    [InlineData("sql=*drop*", """{"note":"drop"}""", false)]
    public void Decide_WhenADenyRuleNamesArguments_OneIsEnough(string condition, string arguments, bool denies) => Assert.Equal(
        denies, PolicyOnDisk.Create(PermissionMode.Yolo, $"deny mcp__db__query({condition})").Mcp("db", "query", arguments).Decision == PermissionDecision.Deny);

    [Fact]
    public void Decide_WhenADenyRuleForAnyToolNamesAFile_LooksIntoTheArguments()
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Yolo, "deny *(**/.env)");

        Assert.Equal(PermissionDecision.Deny, policy.Mcp("files", "read", """{"paths":["src/a.cs","app/.ENV"]}""").Decision);
        Assert.Equal(PermissionDecision.Allow, policy.Mcp("files", "read", """{"paths":["src/a.cs"]}""").Decision);
    }

    [Theory]
    [InlineData("DROP")]
    [InlineData("sql=")]
    [InlineData("=x")]
    [InlineData("sql=a\"b")]
    [InlineData("sql=a, sql=b")]
    [InlineData("sql=a,")]
    public void Construct_WhenConditionsOnArgumentsAreMalformed_NamesFileAndLine(string condition)
    {
        var message = Assert.Throws<ConfigurationException>(() => PolicyOnDisk.Create(PermissionMode.Ask, $"allow mcp__db__query({condition})")).Message;

        Assert.Contains("config.toml:3: ", message, StringComparison.Ordinal);
        Assert.Contains("name=value", message, StringComparison.Ordinal);
    }
}
