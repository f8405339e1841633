using System.Text;

namespace EditorAgent.Tests.Commands;

/// <summary>Strings that are hard to read: characters that mean something to bash, pieces of its grammar, real commands with a few bytes changed.</summary>
internal sealed class CommandLineSamples(Random random)
{
    private const string Meaning = "  ''\"\"\\$`;|&<>(){}[]*?~#!^=%+-.,:/@_\t\n\r\u00a0\u200b\u00e9ab1";

    private static readonly string[] Pieces =
    [
        " ", " ", " ", " ", "a", "b", "-x", "--", "'a b'", "\"c d\"", "''", "\"\"", "'$x'", "\"'\"", "'\"'", "a=b", "=", "%1", "@", "+x", "x,y", "a:b", "/x", "./x", "..", "~", "$x", "$(x)", "`x`",
        "\\ ", "\\\n", "*", "?", "[a]", "{a,b}", "#", "!", "!!", "^", "&&", "||", ";", "|", "&", "|&", ";;", ">", "<", "2>", "&>", "<<<", "(", ")", "{", "}", "\n", "\r", "\t",
        "if", "then", "fi", "for", "in", "do", "done", "time", "time", "coproc", "function", "[[", "]]", "select", "case", "esac", "echo", "printf", "test", "true", "false", "eval", "exec",
        "export", "cd x &&", "cd", "set", "local", "declare", ".", "source", "command", "builtin", "exit", "return", "break", "read", "type", "let", "jobs", "wait", "kill", "shift", "$'a'", "$\"a\"",
    ];

    private static readonly string[] Commands =
    [
        "dotnet test --filter \"Name~Invoice\" -v q", "git commit -m 'fix: the tax' --no-verify", "ls -la src && cat a.cs | head -n 5", "find . -name '*.cs' -type f", "rg -n 'x{2}' src || true",
        "npm run build; npm test", "cd 'my app' && npm ci && npm test", "grep -rn \"foo bar\" . | wc -l", "echo 'a; b | c' \"d\"", "tar -cf x.tar a b; ls", "make -j4 CC=gcc", "cat a | sort | uniq -c | sort -n",
        "test -f x && echo yes || echo no", "true && false || echo a ; echo b | cat", "printf '%s' a", "cargo test -- --nocapture", "a b ; c d ;", "sed -n '1,5p' a.cs",
    ];

    public string Next()
    {
        var text = new StringBuilder();
        switch (random.Next(4))
        {
            case 0:
                Repeat(1, 14, () => text.Append(Meaning[random.Next(Meaning.Length)]));
                break;
            case 1:
                Repeat(1, 10, () => text.Append(Pieces[random.Next(Pieces.Length)]));
                break;
            case 2:
                Repeat(1, 6, () => text.Append(Pieces[random.Next(Pieces.Length)]).Append(' '));
                break;
            default:
                text.Append(Commands[random.Next(Commands.Length)]);
                Repeat(0, 3, () => this.Mutate(text));
                break;
        }

        return text.ToString();
    }

    private void Mutate(StringBuilder text)
    {
        var at = random.Next(text.Length + 1);
        switch (random.Next(4))
        {
            case 0 when at < text.Length:
                text.Remove(at, 1);
                break;
            case 1:
                text.Insert(at, Pieces[random.Next(Pieces.Length)]);
                break;
            case 2 when at < text.Length:
                text[at] = Meaning[random.Next(Meaning.Length)];
                break;
            default:
                text.Insert(at, Meaning[random.Next(Meaning.Length)]);
                break;
        }
    }

    private void Repeat(int least, int most, Action step)
    {
        for (var left = random.Next(least, most + 1); left > 0; left--)
        {
            step();
        }
    }
}
