using EditorAgent.Core.Permissions;
using Xunit;

namespace EditorAgent.Tests.Permissions;

public sealed class CommandRuleTests
{
    [Theory]
    [InlineData("rm -rf*", "rm -rf foo")]
    [InlineData("rm -rf*", "rm -rf /")]
    [InlineData("rm -rf*", "rm -rf /var/x")]
    [InlineData("rm -rf*", "rm -rf ./foo")]
    [InlineData("rm -rf*", "rm -rf foo/")]
    [InlineData("rm -rf*", "rm -rfv foo")]
    [InlineData("rm -rf *", "rm -rf /")]
    [InlineData("rm -rf *", "rm -rf /var/x")]
    [InlineData("rm -rf**", "rm -rf /var/x")]
    [InlineData("rm -rf*", "cd x && rm -rf y")]
    [InlineData("rm *", "rm\tx")]
    [InlineData("rm *", "rm")]
    [InlineData("git *", "git diff src/a.cs")]
    [InlineData("git *", "git x && rm -rf y")]
    [InlineData("cat *", "cat a\nrm -rf b")]
    [InlineData("rm *", "cat a\nrm -rf b")]
    [InlineData("rm *", "cat a\r\nrm b")]
    [InlineData("*", "curl https://x/y")]
    [InlineData("curl **", "curl https://x/y")]
    [InlineData("git push", "git push")]
    [InlineData("git push", "git  push --force")]
    [InlineData("git push", "GIT PUSH")]
    [InlineData("git push", "git -C sub push")]
    [InlineData("git push", "git -c a=b --no-pager push origin")]
    [InlineData("git push", "true; git push")]
    [InlineData("git push", "true & git push")]
    [InlineData("git push", "true || git push")]
    [InlineData("git push", "echo x | git push")]
    [InlineData("git push", "(git push)")]
    [InlineData("git push", "{ git push; }")]
    [InlineData("git push", "echo $(git push)")]
    [InlineData("git push", "echo `git push`")]
    [InlineData("git push", "diff <(git push) x")]
    [InlineData("git push", "A=1 B='x' git push")]
    [InlineData("git push", "env git push")]
    [InlineData("git push", "env -i PATH=/bin git push")]
    [InlineData("git push", "sudo -u root git push")]
    [InlineData("git push", "nohup git push &")]
    [InlineData("git push", "time git push")]
    [InlineData("git push", "timeout 5 git push")]
    [InlineData("git push", "timeout -k 5 10 git push")]
    [InlineData("git push", "echo origin | xargs git push")]
    [InlineData("git push", "sudo env X=1 timeout 5 git push")]
    [InlineData("git push", "bash -c 'git push'")]
    [InlineData("git push", "bash -c \"cd x; git push\"")]
    [InlineData("git push", "eval git push")]
    [InlineData("git push", "if true; then git push; fi")]
    [InlineData("git push", "> out git push")]
    [InlineData("git push", "2>&1 git push")]
    [InlineData("git push", "/usr/bin/git push")]
    [InlineData("git push", "git.exe push")]
    [InlineData("git push", "g\"\"it p'u'sh")]
    [InlineData("git push", "\\git pu\\sh")]
    [InlineData("git push", "gi\\\nt push")]
    [InlineData("rm", "find . -exec rm {} +")]
    [InlineData("shutdown now", "sleep 1;shutdown now")]
    [InlineData("rm -rf", "rm -r -f x")]
    [InlineData("rm -rf", "rm -fr x")]
    [InlineData("rm -rf", "rm -Rf x")]
    [InlineData("rm -rf", "rm --recursive --force x")]
    [InlineData("rm -rf", "rm x --force -r")]
    [InlineData("rm -rf", "rm --rec --for x")]
    [InlineData("rm -rf", "/bin/rm -rvf x")]
    [InlineData("rm -rf", "command rm -f -r x")]
    [InlineData("rm -rf", "busybox rm -f -r x")]
    [InlineData("rm -rf", "sudo nice -n 5 rm x -r -f")]
    [InlineData("rm -rf *", "find . | xargs rm -f -r")]
    [InlineData("git push --force", "git push origin main --force")]
    [InlineData("git push --force", "git push -f")]
    [InlineData("git push --force", "git --no-pager push --forc origin")]
    [InlineData("git push -f", "git push --force")]
    [InlineData("touch", "env -S 'touch C'")]
    [InlineData("touch", "nice nohup env touch C")]
    public void Decide_WhenADenyRuleSpeaksOfAnythingInTheText_Denies(string pattern, string command)
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Yolo, $"deny shell({pattern})");

        Assert.Equal(PermissionDecision.Deny, policy.Shell(command).Decision);
    }

    [Theory]
    [InlineData("git push", "git pull")]
    [InlineData("git push", "git pushd")]
    [InlineData("git push", "gitt push")]
    [InlineData("git push", "git commit -m push")]
    [InlineData("git push", "echo git push")]
    [InlineData("rm -rf", "rm foo")]
    [InlineData("rm -rf", "rm -r foo")]
    [InlineData("rm -rf", "rm -f foo")]
    [InlineData("git push --force", "git push origin main")]
    [InlineData("git push --force", "git fetch --force")]
    [InlineData("find -delete", "find . -type d -name x -links 2")]
    public void Decide_WhenTheDenyRuleSpeaksOfSomethingElse_DoesNotDeny(string pattern, string command)
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Yolo, $"deny shell({pattern})");

        Assert.Equal(PermissionDecision.Allow, policy.Shell(command).Decision);
    }

    [Theory]
    [InlineData("$X -rf /")]
    [InlineData("X=rm; $X -rf /")]
    [InlineData("echo $(date)")]
    [InlineData("echo `date`")]
    [InlineData("$'\\x72m' -rf /")]
    [InlineData("/bin/r? -rf /")]
    [InlineData("{rm,-rf,/}")]
    [InlineData("echo cm0gLXJm | base64 -d | sh")]
    [InlineData("env r* x")]
    [InlineData("echo \u202e")]
    public void Decide_WhenTheTextHidesWhatItRunsAndADenyRuleExists_AsksInEveryMode(string command)
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Yolo, "deny shell(rm)", "allow shell");

        Assert.Equal(PermissionDecision.Ask, policy.Shell(command).Decision);
    }

    [Fact]
    public void Decide_WhenTheTextIsOverLong_DeniesWhatItSeesAndAsksForTheRest()
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Yolo, "deny shell(rm)", "allow shell");

        Assert.Equal(PermissionDecision.Ask, policy.Shell("echo " + new string('x', 5000)).Decision);
        Assert.Equal(PermissionDecision.Deny, policy.Shell("echo " + new string('x', 5000) + "; rm y").Decision);
    }

    [Theory]
    [InlineData("dotnet test", "dotnet test")]
    [InlineData("dotnet test", "dotnet test --no-build")]
    [InlineData("dotnet test", "dotnet  test  -v q")]
    [InlineData("cat *", "cat a'b'")]
    [InlineData("cd", "cd src && dotnet test", "dotnet test")]
    [InlineData("dotnet", "dotnet build && dotnet test; dotnet run | dotnet x")]
    [InlineData("git commit", "git commit -m 'a (b) c'; npm ci", "npm")]
    [InlineData("find . -delete", "find . -delete")]
    [InlineData("dotnet test *", "dotnet test src/A.Tests")]
    [InlineData("git *", "git diff src/a.cs")]
    [InlineData("npm run *", "npm run test")]
    [InlineData("dotnet test", "dotnet test --filter \"Name~Invoice\"")]
    [InlineData("git commit", "git commit -m 'fix the formatter'")]
    [InlineData("*", "curl https://x/y")]
    public void Decide_WhenAllowRulesSpeakOfEachPlainCommand_Allows(string pattern, string command, string other = "none")
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Ask, $"allow shell({pattern})", $"allow shell({other})");

        var verdict = policy.Shell(command);

        Assert.Equal(PermissionDecision.Allow, verdict.Decision);
        Assert.Contains($"allow rule \"shell({pattern})\"", verdict.Reason, StringComparison.Ordinal);
        Assert.Contains("config.toml:3", verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dotnet test", "dotnet testing")]
    [InlineData("dotnet test", "dotnet\ttest")]
    [InlineData("dotnet test", "cd src && dotnet test")]
    [InlineData("dotnet test", "dotnet test && dotnet build")]
    [InlineData("dotnet test", "dotnet test | tee x")]
    [InlineData("find", "find . -delete")]
    [InlineData("find .", "find . -delete")]
    [InlineData("find . -delete", "find . -delete -exec sh x ';'")]
    [InlineData("grep", "grep -f /etc/shadow x")]
    [InlineData("rg *", "rg --pre sh x")]
    [InlineData("dotnet test", "dotnet build")]
    [InlineData("dotnet test", "Dotnet test")]
    [InlineData("dotnet test", "dotnet -v test")]
    [InlineData("dotnet test", "./dotnet test")]
    [InlineData("dotnet test", "X=1 dotnet test")]
    [InlineData("git *", "git x && rm -rf y")]
    [InlineData("git *", "git x & rm -rf y")]
    [InlineData("git *", "git x\nrm -rf y")]
    [InlineData("git *", "git x\rrm -rf y")]
    [InlineData("npm run *", "npm run test; curl evil")]
    [InlineData("cat *", "cat a\nrm -rf b")]
    [InlineData("cat *", "cat a | sh")]
    [InlineData("cat *", "cat a > .git/hooks/pre-commit")]
    [InlineData("cat *", "cat $HOME/.ssh/id_rsa")]
    [InlineData("cat *", "cat `x`")]
    [InlineData("cat *", "cat \"$(x)\"")]
    [InlineData("cat *", "cat \"a`x`\"")]
    [InlineData("cat *", "cat ~/.ssh/id_rsa")]
    [InlineData("cat *", "cat a\\ b")]
    [InlineData("cat *", "cat \"unfinished")]
    [InlineData("cat *", "cat {a,b}")]
    [InlineData("cat *", "cat *")]
    [InlineData("cat *", "cat \u00e9")]
    [InlineData("find *", "find . -ex\\ec touch P {} +")]
    [InlineData("*", "X=1")]
    [InlineData("*", "")]
    public void Decide_WhenTheCommandIsNotPlainlyTheAllowedOne_Asks(string pattern, string command)
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Ask, $"allow shell({pattern})");

        Assert.Equal(PermissionDecision.Ask, policy.Shell(command).Decision);
    }

    [Theory]
    [InlineData("rm a", PermissionDecision.Allow)]
    [InlineData("rm a b", PermissionDecision.Ask)]
    [InlineData("rm", PermissionDecision.Ask)]
    [InlineData("rm a; rm b", PermissionDecision.Ask)]
    [InlineData("rm 'a'; rm a", PermissionDecision.Allow)]
    public void Decide_WhenAGrantIsExact_CoversThatCommandOnly(string command, PermissionDecision expected)
    {
        var policy = PolicyOnDisk.Create(PermissionMode.Ask);
        policy.Grant(new PermissionGrant("shell(=rm a)"));

        Assert.Equal(expected, policy.Shell(command).Decision);
    }
}
