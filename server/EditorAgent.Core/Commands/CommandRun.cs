using System.Collections.Immutable;

namespace EditorAgent.Core.Commands;

/// <summary>A sequence of words between two shell operators.</summary>
/// <param name="Words">At least one; unquoted.</param>
/// <param name="IsAfterRedirect">Whether the first word may be a file and the command come later.</param>
/// <param name="IsAfterPipe">Whether its input comes from another command or a file.</param>
internal sealed record CommandRun(ImmutableArray<string> Words, bool IsAfterRedirect, bool IsAfterPipe)
{
    /// <summary>Commands that run the command in their arguments, and words of the shell that a command follows.</summary>
    private static readonly ImmutableHashSet<string> Wrappers = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "env", "sudo", "doas", "nohup", "time", "timeout", "xargs", "nice", "ionice", "setsid", "stdbuf", "command", "builtin", "exec", "eval",
        "find", "watch", "parallel", "busybox", "chroot", "unshare", "strace", "ssh", "script", "flock", "su", "runuser", "start", "call",
        "pkexec", "chrt", "taskset", "ltrace", "fakeroot", "systemd-run", "firejail", "toybox", "unbuffer", "at", "batch",
        "sh", "bash", "dash", "zsh", "ksh", "fish", "cmd", "powershell", "pwsh", "bwrap",
        "if", "then", "elif", "else", "while", "until", "do", "for", "in", "case", "!", "coproc", "trap", "function");

    private static readonly ImmutableHashSet<string> Interpreters = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "sh", "bash", "dash", "zsh", "ksh", "fish", "cmd", "powershell", "pwsh", "source", ".");

    /// <summary>Where a command's name may stand: the first word that is no assignment, and anywhere behind a wrapper.</summary>
    public IEnumerable<int> Starts
    {
        get
        {
            var first = this.First;
            var isOpen = this.IsAfterRedirect || (first < this.Words.Length && Wrappers.Contains(NameOf(this.Words[first])));
            return isOpen ? Enumerable.Range(0, this.Words.Length) : Enumerable.Range(0, Math.Min(first + 1, this.Words.Length));
        }
    }

    /// <summary>Whether the command's name, or the script it runs, is known only when it runs.</summary>
    public bool IsOpaque
    {
        get
        {
            var first = this.First;
            if (first == this.Words.Length)
            {
                return false;
            }

            var name = this.Words[first];
            return this.Starts.Any(start => IsExpanded(this.Words[start])) || name.Contains(',') || (this.IsAfterPipe && Interpreters.Contains(NameOf(name)));
        }
    }

    private int First
    {
        get
        {
            var first = 0;
            while (first < this.Words.Length && IsAssignment(this.Words[first]))
            {
                first++;
            }

            return first;
        }
    }

    /// <summary>The name of a program without its directory and <c>.exe</c>.</summary>
    public static string NameOf(string word)
    {
        var name = word[(word.LastIndexOf('/') + 1)..];
        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }

    /// <summary>Whether the shell makes another word of it. The test command <c>[</c> is a name like any other.</summary>
    private static bool IsExpanded(string word) =>
        word is not ("[" or "[[" or "]" or "]]") && !word.StartsWith('-') && word.AsSpan().IndexOfAny("$*?[]%^") >= 0;

    private static bool IsAssignment(string word)
    {
        var equals = word.IndexOf('=');
        return equals > 0
            && !char.IsAsciiDigit(word[0])
            && word[..equals].TrimEnd('+').All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
    }
}
