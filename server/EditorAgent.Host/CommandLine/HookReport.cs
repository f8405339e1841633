using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.Headless;

namespace EditorAgent.Host.CommandLine;

/// <summary>What <c>doctor</c> says of hooks: which would run, when, and where each is written. Nothing is run.</summary>
internal static class HookReport
{
    private const string OfWorkspace = ".editoragent/hooks.toml";
    private const int LongestCommand = 120;

    public static ImmutableArray<string> Lines(AgentConfiguration configuration, string workspace) =>
    [
        .. configuration.Hooks.Select(LineOf),
        .. File.Exists(Path.Combine(workspace, OfWorkspace)) ? [$"hooks          {OfWorkspace} of this folder: they run only while you trust it as it is, kept in by the sandbox"] : ImmutableArray<string>.Empty,
    ];

    /// <summary>Without its environment: values there may be secrets.</summary>
    private static string LineOf(HookEntry hook)
    {
        var matcher = hook.Matcher is { } calls ? $" for {calls}" : "";
        var required = hook.IsRequired ? ", required" : "";
        return TerminalText.Visible($"hook           {hook.Event}{matcher}: {CanonicalText.Line(hook.Command, LongestCommand).Text} (at most {hook.TimeoutSeconds} s{required}; {hook.Origin})");
    }
}
