using System.Collections.Immutable;

namespace EditorAgent.Host.CommandLine.Completion;

/// <summary>Completion for fish, with what each word means. The script knows every word and starts nothing.</summary>
internal static class FishScript
{
    private const string Head =
        """
        # Completion of editor-agent for fish: editor-agent completion fish | source
        function __editor_agent_sessions
            set -l home $EDITORAGENT_HOME
            test -n "$home"; or set home $HOME/.editoragent
            for folder in $home/sessions/*/*/
                string split -r -m1 / (string trim -r -c / $folder) | tail -n 1
            end
        end
        function __editor_agent_at
            set -l at ''
            set -l typed (commandline -opc)
            for word in $typed[2..-1]
                test "$word" != --; or return 1
                switch "$at $word"

        """;

    private const string Tail =
        """
                end
            end
            test "$at" = "$argv[1]"
        end
        complete -c editor-agent -f
        complete -c editor-agent -n "__editor_agent_at ''" -l help -d 'Every verb'
        complete -c editor-agent -n "__editor_agent_at ''" -l version -d 'Which version this is'

        """;

    public static void Write(ImmutableArray<OutlinedCommand> verbs, TextWriter output)
    {
        output.Write(Head.ReplaceLineEndings("\n"));
        foreach (var command in verbs.SelectMany(verb => verb.Commands.Prepend(verb)))
        {
            var words = command.Path.Split(' ');
            output.Write($"            case '{string.Join(' ', words[..^1])} {words[^1]}'\n                set at '{command.Path}'\n");
        }

        output.Write(Tail.ReplaceLineEndings("\n"));
        WriteCommands("", verbs, output);
        foreach (var command in verbs.SelectMany(verb => verb.Commands.Prepend(verb)))
        {
            WriteCommands(command.Path, command.Commands, output);
            if (command.Argument is { } argument and not OutlinedValue.Text)
            {
                output.Write($"complete -c editor-agent -n \"__editor_agent_at '{command.Path}'\" {Offer(argument)}\n");
            }

            foreach (var option in command.Options)
            {
                output.Write($"complete -c editor-agent -n \"__editor_agent_at '{command.Path}'\" -l {option.Name.TrimStart('-')} {Offer(option.Value)} -d {Quoted(option.Summary)}\n");
            }
        }
    }

    private static void WriteCommands(string path, ImmutableArray<OutlinedCommand> commands, TextWriter output)
    {
        foreach (var command in commands)
        {
            output.Write($"complete -c editor-agent -n \"__editor_agent_at '{path}'\" -a {command.Name} -d {Quoted(command.Summary)}\n");
        }
    }

    private static string Offer(OutlinedValue? value) => value switch
    {
        null => "",
        OutlinedValue.File => "-r -F",
        OutlinedValue.Folder => "-x -a '(__fish_complete_directories (commandline -ct))'",
        OutlinedValue.Session => "-x -a '(__editor_agent_sessions)'",
        OutlinedValue.Choice choice => $"-x -a '{string.Join(' ', choice.Words)}'",
        _ => "-x",
    };

    private static string Quoted(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
