using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace EditorAgent.Host.CommandLine.Editors;

/// <summary>How an editor starts this executable, wherever the editor itself was started.</summary>
/// <param name="Path">Absolute: an editor that was started from a desktop does not have the shell's PATH.</param>
/// <param name="First">What comes before the verb; empty unless the runtime is what is started.</param>
/// <param name="Environment">What the shell said and a desktop does not: where the runtime and the user's folder are.</param>
internal sealed record AgentCommand(string Path, ImmutableArray<string> First, ImmutableSortedDictionary<string, string> Environment)
{
    private const string Name = "editor-agent";

    /// <summary>What is written into an entry without being asked for.</summary>
    public static ImmutableArray<string> Needed { get; } = ["DOTNET_ROOT", "EDITORAGENT_HOME"];

    /// <exception cref="UserFacingException">There is no lasting path to this executable.</exception>
    public static AgentCommand Of(VerbContext context, string? given)
    {
        var environment = Needed
            .Where(name => context.Environment.TryGetValue(name, out var value) && System.IO.Path.IsPathFullyQualified(value))
            .Where(name => name != "DOTNET_ROOT" || IsBelow(RuntimeEnvironment.GetRuntimeDirectory(), context.Environment[name]))
            .ToImmutableSortedDictionary(name => name, name => context.Environment[name], StringComparer.Ordinal);
        if (given is not null)
        {
            return System.IO.Path.IsPathFullyQualified(given) && File.Exists(given)
                ? new AgentCommand(given, [], environment)
                : throw new UserFacingException(ExitCode.Usage, $"--command must be the absolute path of a file that is there; {given} is not.");
        }

        var running = System.Environment.ProcessPath ?? throw new UserFacingException(ExitCode.Failed, "The path of this executable is not known. Give it: --command /absolute/path/editor-agent");
        if (IsOurs(running))
        {
            return new AgentCommand(Linked(running, context.Environment) ?? running, [], environment);
        }

        var beside = System.IO.Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? Name + ".exe" : Name);
        return File.Exists(beside)
            ? new AgentCommand(beside, [], environment)
            : new AgentCommand(running, [System.IO.Path.Combine(AppContext.BaseDirectory, Name + ".dll")], environment);
    }

    public ImmutableArray<string> ArgumentsFor(string verb) => [.. this.First, verb];

    /// <summary>Whether an entry starts some version of this executable.</summary>
    public static bool Starts(JsonObject entry) =>
        TextOf(entry["command"]) is { } command
        && entry["args"] is JsonArray arguments
        && arguments.Any(argument => TextOf(argument) is "acp" or "sidecar")
        && (IsOurs(command) || arguments.Any(argument => TextOf(argument) is { } word && word.EndsWith(Name + ".dll", StringComparison.OrdinalIgnoreCase)));

    public static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool IsOurs(string path) =>
        path[(path.LastIndexOfAny(['/', '\\']) + 1)..] is var file && (file == Name || file.Equals(Name + ".exe", StringComparison.OrdinalIgnoreCase));

    /// <summary>A link on the PATH that leads here: it outlives the version that it leads to.</summary>
    private static string? Linked(string running, IReadOnlyDictionary<string, string> environment)
    {
        foreach (var folder in (environment.GetValueOrDefault("PATH") ?? "").Split(System.IO.Path.PathSeparator).Where(System.IO.Path.IsPathFullyQualified))
        {
            var candidate = new FileInfo(System.IO.Path.Combine(folder, System.IO.Path.GetFileName(running)));
            try
            {
                if (candidate is { Exists: true, LinkTarget: not null } && candidate.ResolveLinkTarget(returnFinalTarget: true)?.FullName == running)
                {
                    return candidate.FullName;
                }
            }
            catch (IOException)
            {
                // A link that leads nowhere.
            }
        }

        return null;
    }

    private static bool IsBelow(string path, string folder) => path.StartsWith(System.IO.Path.TrimEndingDirectorySeparator(folder) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
