using System.Collections.Immutable;

namespace EditorAgent.Host.CommandLine.Completion;

/// <summary>Completion for bash, also the old one of macOS. The script knows every word and starts nothing.</summary>
internal static class BashScript
{
    private const string Head =
        """
        # Completion of editor-agent for bash: source <(editor-agent completion bash)
        _editor_agent_sessions() {
          local folder
          for folder in "${EDITORAGENT_HOME:-$HOME/.editoragent}"/sessions/*/*/; do
            [ -d "$folder" ] && folder=${folder%/} && printf '%s\n' "${folder##*/}"
          done
        }
        _editor_agent_offer() {
          local line
          COMPREPLY=()
          while IFS= read -r line; do COMPREPLY+=("$line"); done
        }
        _editor_agent_value() {
          case "$1" in
            folder) compopt -o filenames 2>/dev/null; _editor_agent_offer < <(compgen -d -- "$2") ;;
            file) compopt -o filenames 2>/dev/null; _editor_agent_offer < <(compgen -f -- "$2") ;;
            session) _editor_agent_offer < <(compgen -W "$(_editor_agent_sessions)" -- "$2") ;;
            *) _editor_agent_offer < <(compgen -W "$1" -- "$2") ;;
          esac
        }
        _editor_agent() {
          local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} at="" commands="" options="" value="" i
          COMPREPLY=()
          for ((i = 1; i < COMP_CWORD; i++)); do
            [ "${COMP_WORDS[i]}" != -- ] || return 0
            case "$at ${COMP_WORDS[i]}" in

        """;

    private const string Tail =
        """
          esac
          case "$word" in
            -*) _editor_agent_value "$options" "$word" ;;
            *) _editor_agent_value "${commands:-$value}" "$word" ;;
          esac
        }
        complete -F _editor_agent editor-agent

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
                output.Write($"    \"{command.Path} {option.Name}\") _editor_agent_value {Quoted(Words(option.Value))} \"$word\"; return 0 ;;\n");
            }
        }

        output.Write($"  esac\n  case \"$at\" in\n    \"\") commands={Quoted(string.Join(' ', verbs.Select(verb => verb.Name)))} options='--help --version' ;;\n");
        foreach (var command in verbs.SelectMany(verb => verb.Commands.Prepend(verb)))
        {
            output.Write($"    \"{command.Path}\") commands={Quoted(string.Join(' ', command.Commands.Select(sub => sub.Name)))} options={Quoted(string.Join(' ', command.Options.Select(option => option.Name)))} value={Quoted(Words(command.Argument))} ;;\n");
        }

        output.Write(Tail.ReplaceLineEndings("\n"));
    }

    private static string Words(OutlinedValue? value) => value switch
    {
        OutlinedValue.File => "file",
        OutlinedValue.Folder => "folder",
        OutlinedValue.Session => "session",
        OutlinedValue.Choice choice => string.Join(' ', choice.Words),
        _ => "",
    };

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
