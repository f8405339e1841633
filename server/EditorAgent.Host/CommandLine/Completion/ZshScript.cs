using System.Collections.Immutable;

namespace EditorAgent.Host.CommandLine.Completion;

/// <summary>Completion for zsh, with what each word means. The script knows every word and starts nothing.</summary>
internal static class ZshScript
{
    private const string Head =
        """
        #compdef editor-agent
        # Completion of editor-agent for zsh: source <(editor-agent completion zsh), after compinit
        _editor_agent_sessions() {
          local -a ids
          ids=("${EDITORAGENT_HOME:-$HOME/.editoragent}"/sessions/*/*(/N:t))
          compadd -a ids
        }
        _editor_agent() {
          local at="" before="${words[CURRENT-1]}" i
          local -a offered
          for ((i = 2; i < CURRENT; i++)); do
            [[ "${words[i]}" != -- ]] || return 1
            case "$at ${words[i]}" in

        """;

    private const string Tail =
        """
          esac
        }
        if (( $+functions[compdef] )); then compdef _editor_agent editor-agent; fi

        """;

    public static void Write(ImmutableArray<OutlinedCommand> verbs, TextWriter output)
    {
        output.Write(Head.ReplaceLineEndings("\n"));
        foreach (var command in verbs.SelectMany(verb => verb.Commands.Prepend(verb)))
        {
            var words = command.Path.Split(' ');
            output.Write($"      \"{string.Join(' ', words[..^1])} {words[^1]}\") at=\"{command.Path}\" ;;\n");
        }

        output.Write("    esac\n  done\n  case \"$at $before\" in\n");
        foreach (var command in verbs.SelectMany(verb => verb.Commands.Prepend(verb)))
        {
            foreach (var option in command.Options.Where(option => option.Value is not null))
            {
                output.Write($"    \"{command.Path} {option.Name}\") {Offer(option.Value)}; return ;;\n");
            }
        }

        output.Write("  esac\n  case \"$at\" in\n");
        WriteCase("", verbs, [new OutlinedOption("--help", "Every verb", null), new OutlinedOption("--version", "Which version this is", null)], null, output);
        foreach (var command in verbs.SelectMany(verb => verb.Commands.Prepend(verb)))
        {
            WriteCase(command.Path, command.Commands, command.Options, command.Argument, output);
        }

        output.Write(Tail.ReplaceLineEndings("\n"));
    }

    private static void WriteCase(string path, ImmutableArray<OutlinedCommand> commands, ImmutableArray<OutlinedOption> options, OutlinedValue? argument, TextWriter output)
    {
        output.Write($"    \"{path}\")\n      if [[ $PREFIX == -* ]]; then\n        offered=({string.Join(' ', options.Select(option => Entry(option.Name, option.Summary)))})\n        _describe option offered\n");
        output.Write(commands.IsEmpty
            ? $"      else\n        {Offer(argument)}\n      fi ;;\n"
            : $"      else\n        offered=({string.Join(' ', commands.Select(command => Entry(command.Name, command.Summary)))})\n        _describe command offered\n      fi ;;\n");
    }

    private static string Offer(OutlinedValue? value) => value switch
    {
        OutlinedValue.File => "_files",
        OutlinedValue.Folder => "_files -/",
        OutlinedValue.Session => "_editor_agent_sessions",
        OutlinedValue.Choice choice => $"compadd -- {string.Join(' ', choice.Words)}",
        _ => "_message text",
    };

    private static string Entry(string name, string summary) =>
        $"'{name}:{summary.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal).Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
