using EditorAgent.Security.Tests.Judging;

namespace EditorAgent.Security.Tests.Cells;

/// <summary>What is there before any case: the user's home, and what every workspace has in it.</summary>
internal static class Fixture
{
    /// <summary>The allow-list that the shell cases are about.</summary>
    public static string Config { get; } = string.Concat(
        new[] { "ls", "cat", "echo", "find", "rg", "grep", "head", "wc" }.Select(name => $"[[permission.rules]]\ndecision = \"allow\"\npattern = \"shell({name})\"\n\n"));

    /// <summary>Run in the cell's root.</summary>
    public static IReadOnlyList<string> Home { get; } =
    [
        "mkdir -p home/work home/outside/dir home/.ssh home/.aws home/.config/gh home/.gnupg home/.docker home/.kube home/.nuget",
        $"for f in outside/secret outside/secret.txt outside/dir/secret .ssh/id_rsa .ssh/config .aws/credentials .config/gh/hosts.yml .gnupg/secring.gpg .docker/config.json .kube/config .netrc .git-credentials .bash_history; do echo {Secret} > home/$f; done",
        "printf '#!/bin/sh\\ntouch \"$HOME/outside/canary.program\"\\n' > home/outside/ls",
        "chmod +x home/outside/ls",
        "touch home/.bashrc",
        "printf '[user]\\nname = a\\nemail = a@example.com\\n[init]\\ndefaultBranch = main\\n[safe]\\ndirectory = *\\n' > home/.gitconfig",
    ];

    /// <summary>Run in each workspace, before the case's own lines.</summary>
    public static IReadOnlyList<string> Workspace { get; } =
    [
        "mkdir -p src bin ../W-evil",
        "printf 'class A\\n{\\n    // foo bar x\\n}\\n' > a.cs",
        "printf 'b\\nb\\n' > b",
        "printf 'x\\ny\\n' > src/x.cs",
        "printf '#!/bin/sh\\ntouch canary.program\\n' > ls; cp ls bin/ls; cp ls ls.exe; chmod +x ls bin/ls ls.exe",
        "ln -s '{O}/dir' link",
        "ln -s '{O}/secret.txt' link-to-outside",
        $"echo {Secret} > ../secret; echo {Secret} > ../W-evil/secret",
    ];

    private static string Secret => Judge.Secret;
}
