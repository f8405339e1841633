using System.Diagnostics;
using System.Globalization;
using System.Text;
using EditorAgent.Core.Commands;

namespace EditorAgent.Tests.Commands;

/// <summary>
/// Has bash evaluate texts in which every program is a function that writes down its words, what it was piped and in which order it ran,
/// and succeeds or fails by the length of its words. What bash writes is compared with what our reading foretells, for the text itself
/// and for the text that is written again with programs by their paths. The shell is restricted and finds no program.
/// </summary>
internal static class BashRecorder
{
    /// <summary>Not replaced by functions: they belong to bash's grammar or change it, and must never be read as programs.</summary>
    private static readonly string[] Builtins =
    [
        ".", "source", "eval", "exec", "export", "declare", "typeset", "local", "readonly", "unset", "set", "shopt", "alias", "unalias", "trap", "cd", "pushd", "popd",
        "command", "builtin", "enable", "hash", "umask", "ulimit", "wait", "kill", "time", "if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac",
        "select", "function", "coproc", "in",
    ];

    private const string Prelude = """
        exec 2>/dev/null </dev/null
        record() {
          builtin local piped='' word
          IFS= builtin read -r -d '' piped
          builtin local line="{${#piped}:$piped" sum=0
          for word in "$@"; do line+="${#word}:$word,"; sum=$((sum + ${#word})); done
          builtin printf '%s}' "$line"
          builtin return $((sum % 2))
        }
        command_not_found_handle() { record "$@"; }
        PATH=/nowhere
        """;

    public static async Task<IReadOnlyList<string>> CompareAsync(IReadOnlyList<(string Text, CommandLine.Parsed Line)> samples, CancellationToken cancellationToken)
    {
        var script = new StringBuilder(Prelude).Append('\n');
        foreach (var name in samples.SelectMany(sample => sample.Line.Commands).Select(command => command.Name).Distinct())
        {
            script.Append(CultureInfo.InvariantCulture, $"function /r/{name} {{ record {name} \"$@\"; }}\n");
            if (!Builtins.Contains(name))
            {
                script.Append(CultureInfo.InvariantCulture, $"function {name} {{ record {name} \"$@\"; }}\n");
            }
        }

        script.Append("function cd { record cd \"$@\"; builtin true; }\nset -r\n");
        foreach (var (text, line) in samples)
        {
            var rewritten = (line.Directory is { } directory ? $"cd {Quoted(directory)} && " : "") + new ResolvedCommandLine(line, [.. line.Commands.Select(command => "/r/" + command.Name)]).ToBash();
            script.Append(CultureInfo.InvariantCulture, $"eval -- {Quoted(text)}\nbuiltin printf '\\n'\neval -- {Quoted(rewritten)}\nbuiltin printf '\\n'\n");
        }

        var lines = (await RunAsync(script.ToString(), cancellationToken)).Split('\n');
        var wrong = new List<string>();
        for (var i = 0; i < samples.Count; i++)
        {
            var expected = Foretell(samples[i].Line);
            foreach (var got in (string[])[lines.ElementAtOrDefault(2 * i) ?? "", lines.ElementAtOrDefault((2 * i) + 1) ?? ""])
            {
                if (got != expected)
                {
                    wrong.Add($"{samples[i].Text}\n  we read: {expected}\n  bash:    {got}");
                }
            }
        }

        return wrong;
    }

    /// <summary>Lists from the left, both list operators equally strong, pipes stronger, as POSIX says.</summary>
    private static string Foretell(CommandLine.Parsed line)
    {
        var text = new StringBuilder();
        if (line.Directory is { } directory)
        {
            text.Append(Record("", ["cd", directory]));
        }

        var status = 0;
        var at = 0;
        var before = CommandOperator.Then;
        while (at < line.Commands.Length)
        {
            var end = at;
            while (end < line.Operators.Length && line.Operators[end] == CommandOperator.Pipe)
            {
                end++;
            }

            if (before == CommandOperator.Then || (before == CommandOperator.And) == (status == 0))
            {
                var piped = "";
                for (; at <= end; at++)
                {
                    piped = Record(piped, line.Commands[at].Words);
                    status = line.Commands[at].Words.Sum(word => word.Length) % 2;
                }

                text.Append(piped);
            }

            before = end < line.Operators.Length ? line.Operators[end] : CommandOperator.Then;
            at = end + 1;
        }

        return text.ToString();
    }

    private static string Record(string piped, IEnumerable<string> words) =>
        string.Create(CultureInfo.InvariantCulture, $"{{{piped.Length}:{piped}") + string.Concat(words.Select(word => string.Create(CultureInfo.InvariantCulture, $"{word.Length}:{word},"))) + "}";

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static async Task<string> RunAsync(string script, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("editoragent-bash-");
        try
        {
            var file = Path.Combine(folder.FullName, "script");
            await File.WriteAllTextAsync(file, script, new UTF8Encoding(false), cancellationToken);
            var start = new ProcessStartInfo("bash", ["--norc", "--noprofile", file]) { RedirectStandardOutput = true, RedirectStandardInput = true, WorkingDirectory = folder.FullName };
            start.Environment.Clear();
            start.Environment["LC_ALL"] = "C";
            using var bash = Process.Start(start)!;
            bash.StandardInput.Close();
            var printed = await bash.StandardOutput.ReadToEndAsync(cancellationToken);
            await bash.WaitForExitAsync(cancellationToken);
            return printed;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
