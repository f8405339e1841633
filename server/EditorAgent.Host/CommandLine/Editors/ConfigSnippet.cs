using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace EditorAgent.Host.CommandLine.Editors;

/// <summary><c>acp --print-config</c>: what to paste where, with the path of this executable.</summary>
internal static class ConfigSnippet
{
    public static ImmutableArray<string> Words { get; } = ["jetbrains", "zed", "neovim", "emacs", "helix", "sublime"];

    /// <exception cref="UserFacingException">The editor is unknown, or its configuration cannot hold the path.</exception>
    public static string For(string word, EditorPlaces places, AgentCommand command)
    {
        if (command.Path.Any(char.IsControl))
        {
            throw new UserFacingException(ExitCode.Usage, "The path of this executable holds a control character, which no configuration should. Install it elsewhere.");
        }

        if (command.Environment.FirstOrDefault(variable => variable.Value.Any(char.IsControl)) is { Key: { } broken })
        {
            throw new UserFacingException(ExitCode.Usage, $"{broken} holds a control character, which no configuration should. Name another folder.");
        }

        return word switch
        {
            "jetbrains" or "zed" => Registered(RegisteredEditor.Find(places, word), command),
            "neovim" => Neovim(places, command),
            "emacs" => Emacs(command),
            "helix" => Helix(places, command),
            "sublime" => Sublime(places, command),
            _ => throw new UserFacingException(ExitCode.Usage, $"--print-config takes one of {string.Join(", ", Words)}."),
        };
    }

    private static string Registered(RegisteredEditor editor, AgentCommand command)
    {
        var whole = new JsonObject { [AgentServersText.Table] = new JsonObject { [RegisteredEditor.EntryName] = editor.Entry(command, command.Environment) } };

        // JetBrains' file takes no comments.
        var where = editor.Word == "zed" ? $"// {editor.File}  (editor-agent acp install --ide zed does this for you)\n" : "";
        return $"{where}{new JsonLayout("  ", "\n").Write(whole, "")}\n";
    }

    private static string Neovim(EditorPlaces places, AgentCommand command) => $$"""
        -- {{Path.Combine(places.NeovimFolder, "init.lua")}}
        {{Each(command, variable => $"vim.env.{variable.Key} = {Quoted(variable.Value)}\n")}}-- Code actions and lenses, Neovim 0.11 and later; nothing else is needed.
        vim.lsp.config("editor_agent", { cmd = { {{Line(command, "lsp")}} }, root_markers = { ".git" } })
        vim.lsp.enable("editor_agent")

        -- The same for Neovim 0.7 to 0.10.
        vim.api.nvim_create_autocmd("FileType", { callback = function(opened)
          if vim.bo[opened.buf].buftype ~= "" then return end
          editor_agent = editor_agent or vim.lsp.start_client({ name = "editor_agent", cmd = { {{Line(command, "lsp")}} }, root_dir = vim.fn.getcwd() })
          vim.lsp.buf_attach_client(opened.buf, editor_agent)
        end })

        -- A conversation, with the plugin CodeCompanion.
        require("codecompanion").setup({
          adapters = { acp = { editor_agent = function()
            return require("codecompanion.adapters").extend("opencode", {
              name = "editor_agent",
              formatted_name = "EditorAgent",
              commands = { default = { {{Line(command, "acp")}} } },
            })
          end } },
          interactions = { chat = { adapter = "editor_agent" } },
        })

        """;

    private static string Emacs(AgentCommand command) => $$"""
        ;; ~/.emacs.d/init.el
        {{Each(command, variable => $"(setenv {Quoted(variable.Key)} {Quoted(variable.Value)})\n")}};; Code actions, with eglot (built into Emacs 29): M-x eglot-code-actions
        (with-eval-after-load 'eglot
          (add-to-list 'eglot-server-programs '((csharp-mode csharp-ts-mode) . ({{Blanked(command, "lsp")}}))))

        ;; A conversation, with the package agent-shell: M-x editor-agent
        (defun editor-agent ()
          "Start a shell with EditorAgent."
          (interactive)
          (agent-shell-start
           :config (agent-shell-make-agent-config
                    :identifier 'editor-agent :mode-line-name "EditorAgent" :buffer-name "EditorAgent"
                    :shell-prompt "EditorAgent> " :shell-prompt-regexp "EditorAgent> "
                    :client-maker (lambda (buffer)
                                    (acp-make-client :command {{Quoted(command.Path)}} :command-params '({{string.Join(' ', command.ArgumentsFor("acp").Select(Quoted))}})
                                                     :context-buffer buffer)))))

        """;

    private static string Helix(EditorPlaces places, AgentCommand command) => $$"""
        # {{Path.Combine(places.HelixFolder, "languages.toml")}}
        # Helix shows no questions of a language server, so nothing that needs one is done: allow beforehand what may be,
        # with [[permission.rules]] in config.toml of EditorAgent's folder, or Helix is for explanations only.
        [language-server.editor-agent]
        command = {{Quoted(command.Path)}}
        args = [{{string.Join(", ", command.ArgumentsFor("lsp").Select(Quoted))}}]
        {{Table(command, " = ", "environment = {0}\n")}}
        # Name the servers that the language has anyway (hx --health c-sharp shows them), then ours.
        [[language]]
        name = "c-sharp"
        language-servers = ["omnisharp", "editor-agent"]

        """;

    private static string Sublime(EditorPlaces places, AgentCommand command) => $$"""
        // {{Path.Combine(places.SublimeFolder, "LSP.sublime-settings")}}  (needs the package LSP)
        {
          "show_code_lens": "phantom",
          "clients": {
            "editor-agent": {
              "enabled": true,
              "command": [{{Line(command, "lsp")}}],
              {{Table(command, ": ", "\"env\": {0},\n      ")}}"selector": "source | text"
            }
          }
        }

        """;

    /// <summary>One line for each variable that the editor must know; nothing where there is none.</summary>
    private static string Each(AgentCommand command, Func<KeyValuePair<string, string>, string> line) => string.Concat(command.Environment.Select(line));

    /// <summary>All of them in one place; nothing where there is none.</summary>
    private static string Table(AgentCommand command, string between, string format) => command.Environment.IsEmpty ? ""
        : string.Format(CultureInfo.InvariantCulture, format, $"{{ {string.Join(", ", command.Environment.Select(variable => $"{Quoted(variable.Key)}{between}{Quoted(variable.Value)}"))} }}");

    private static string Line(AgentCommand command, string verb) => string.Join(", ", command.ArgumentsFor(verb).Prepend(command.Path).Select(Quoted));

    private static string Blanked(AgentCommand command, string verb) => string.Join(' ', command.ArgumentsFor(verb).Prepend(command.Path).Select(Quoted));

    /// <summary>The same in JSON, Lua, Lisp and TOML, as long as there are no control characters.</summary>
    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
