using EditorAgent.Core.Permissions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EditorAgent.Tests.Permissions;

/// <summary>No allowance, however it is written, weakens what is denied.</summary>
public sealed class AllowanceProperty
{
    private static readonly string[] Patterns =
        ["*", "shell", "shell(*)", "shell(git *)", "shell(git push)", "edit", "edit(**)", "edit(src/**)", "edit(**/*.csproj)", "e*", "fetch", "mcp__*", "read(**)", "*(**)"];

    private static readonly string[] Commands =
        ["git push", "git pull", "env git push", "cd x && git push", "ls", "rm -rf /", "$X y", "echo $(git push)", "git x\ngit push", ""];

    private static readonly string[] Paths = ["src/a.cs", "src/App.csproj", ".git/config", "docs/x.md", ".env"];

    [Fact]
    public void Decide_WhenAllowancesAreAdded_NoDenyBecomesAnythingElse()
    {
        var rules = Gen.Elements(Patterns).SelectMany(pattern => Gen.Elements("deny", "ask", "allow").Select(decision => $"{decision} {pattern}")).ListOf(3);
        var allowances = Gen.Elements(Patterns).ListOf(3);
        var property = Prop.ForAll(
            rules.Zip(allowances).Zip(Gen.Choose(0, 3)).ToArbitrary(),
            given => Holds([.. given.Item1.Item1], [.. given.Item1.Item2], (PermissionMode)given.Item2));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), property);
    }

    private static bool Holds(string[] rules, string[] allowances, PermissionMode mode)
    {
        var before = PolicyOnDisk.Create(mode, rules);
        var after = PolicyOnDisk.Create(mode, [.. allowances.Select(pattern => $"allow {pattern}"), .. rules]);
        foreach (var pattern in allowances)
        {
            after.Grant(new PermissionGrant(pattern));
        }

        return Verdicts(before).Zip(Verdicts(after)).All(pair => pair.First != PermissionDecision.Deny || pair.Second == PermissionDecision.Deny);
    }

    private static IEnumerable<PermissionDecision> Verdicts(PermissionPolicy policy) =>
        [.. Commands.Select(policy.Shell).Concat(Paths.Select(path => policy.Edit(path))).Append(policy.Fetch("https://a.com")).Append(policy.Call("mcp__a__b")).Select(verdict => verdict.Decision)];
}
