using System.Buffers;
using System.Collections.Immutable;
using EditorAgent.Core.Processes;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub.Starting;

/// <summary>
/// Programs that are scripts for cmd on Windows, as npm, npx and uvx install them (<c>npx.cmd</c>). cmd reads a command line by rules of its
/// own, and a script may read its arguments once more: what has a meaning to it is refused, never escaped. Where what the script starts is
/// known, that is started instead, and nothing needs to be refused.
/// </summary>
internal static class WindowsScript
{
    /// <summary>To cmd these end a command, redirect, expand or unquote, in the line or once the script hands its arguments on.</summary>
    private static readonly SearchValues<char> Meaningful = SearchValues.Create("\"%!^&|<>\r\n\0");

    private static readonly ImmutableArray<string> Endings = [".cmd", ".bat"];

    /// <summary>The names of files that a command may mean, best first.</summary>
    public static ImmutableArray<string> NamesOf(string command) =>
        command.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) || Is(command) ? [command] : [command + ".exe", .. Endings.Select(ending => command + ending)];

    public static bool Is(string program) => Endings.Any(ending => program.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>How such a program is really started.</summary>
    /// <param name="start">With the script as program.</param>
    /// <param name="shell">The path of cmd.</param>
    /// <param name="exists">Whether there is a file.</param>
    /// <exception cref="NotReadyException">An argument means something to cmd.</exception>
    public static ProcessSpecification Started(ProcessSpecification start, string shell, Func<string, bool> exists)
    {
        if (TargetOf(start.Program, exists) is { } target)
        {
            return start with { Program = target.Node, Arguments = [target.Script, .. start.Arguments] };
        }

        foreach (var word in start.Arguments.Prepend(start.Program))
        {
            if (word.AsSpan().IndexOfAny(Meaningful) is var at && at >= 0)
            {
                throw new NotReadyException(
                    ServerState.Failed,
                    $"{start.Program} is a script for cmd, and {(char.IsControl(word[at]) ? "a control character" : $"the character {word[at]}")} in what it is given would mean something to cmd. Leave it out, or configure the program that the script starts.");
            }
        }

        var words = start.Arguments.Prepend(start.Program).Select(Quoted);
        return start with
        {
            Program = shell,
            Arguments = [],

            // Without the user's autorun, without delayed expansion; of the quotes around all, /s takes off exactly the outer ones.
            CommandLine = $"/d /v:off /s /c \"{string.Join(' ', words)}\"",
            Environment = new Dictionary<string, string>(start.Environment, StringComparer.OrdinalIgnoreCase)
            {
                // Otherwise cmd looks for programs in the working directory first, which is the workspace.
                ["NoDefaultCurrentDirectoryInExePath"] = "1",
            },
        };
    }

    /// <summary>npm and npx as Node.js installs them: next to node itself.</summary>
    private static (string Node, string Script)? TargetOf(string script, Func<string, bool> exists)
    {
        var parts = script.LastIndexOfAny(['\\', '/']);
        var (directory, name) = (script[..(parts + 1)], script[(parts + 1)..script.LastIndexOf('.')].ToLowerInvariant());
        if (name is not ("npx" or "npm"))
        {
            return null;
        }

        var (node, target) = ($"{directory}node.exe", $"{directory}node_modules\\npm\\bin\\{name}-cli.js");
        return exists(node) && exists(target) ? (node, target) : null;
    }

    /// <summary>The program behind the script takes a backslash before a quote for an escape.</summary>
    private static string Quoted(string word) => $"\"{word}{new string('\\', word.Length - word.TrimEnd('\\').Length)}\"";
}
