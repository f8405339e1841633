using System.Text;
using System.Text.Json;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Permissions;

namespace EditorAgent.Tests.Permissions;

/// <summary>A policy whose rules took the whole way: from a <c>config.toml</c> on the disk through the loader.</summary>
internal static class PolicyOnDisk
{
    public static Execution Sandboxed { get; } = new() { Kind = "test", IsSandboxed = true };

    public static PermissionPolicy Create(PermissionMode mode, params string[] rules)
    {
        var directory = Directory.CreateTempSubdirectory("editoragent-permissions-");
        try
        {
            var home = new EditorAgentHome(directory.FullName);
            File.WriteAllText(home.ConfigurationFile, Toml(rules));
            return new PermissionPolicy(ConfigurationLoader.Load(home, null, new Dictionary<string, string>()).PermissionRules, mode);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    public static PermissionVerdict Shell(this PermissionPolicy policy, string command) => policy.Shell(command, Sandboxed);

    public static PermissionVerdict Shell(this PermissionPolicy policy, string command, Execution? execution) =>
        policy.Decide(new PermissionQuestion("shell", false, [new PermissionSubject.Command(command)]) { Execution = execution });

    public static PermissionVerdict Read(this PermissionPolicy policy, string relative) =>
        policy.Decide(new PermissionQuestion("read", true, [PathOf(relative, writes: false)]));

    public static PermissionVerdict Edit(this PermissionPolicy policy, params string[] relative) =>
        policy.Decide(new PermissionQuestion("edit", false, [.. relative.Select(path => PathOf(path, writes: true))]));

    public static PermissionVerdict Fetch(this PermissionPolicy policy, string url) =>
        policy.Decide(new PermissionQuestion("fetch", true, [new PermissionSubject.Url(new Uri(url))]));

    /// <summary>The name parts at its first double underscore behind <c>mcp__</c>.</summary>
    public static PermissionVerdict Call(this PermissionPolicy policy, string tool)
    {
        var parts = tool["mcp__".Length..].Split("__", 2);
        return policy.Mcp(parts[0], parts[1], "{}");
    }

    public static PermissionVerdict Mcp(this PermissionPolicy policy, string server, string tool, string arguments)
    {
        var call = new PermissionSubject.McpCall(server, tool, JsonElement.Parse(arguments));
        return policy.Decide(new PermissionQuestion(call.Name, false, [call]));
    }

    /// <summary>The workspace is <c>/home/u/shop</c>; a path that begins with a slash lies outside.</summary>
    private static PermissionSubject.Path PathOf(string relative, bool writes) =>
        relative.StartsWith('/') ? new(relative, $"../..{relative}", writes) : new($"/home/u/shop/{relative}", relative, writes);

    /// <summary>Each rule is <c>decision pattern</c>.</summary>
    private static string Toml(string[] rules)
    {
        var toml = new StringBuilder();
        foreach (var rule in rules)
        {
            var blank = rule.IndexOf(' ');
            toml.Append($"[[permission.rules]]\ndecision = '{rule[..blank]}'\npattern = '''{rule[(blank + 1)..]}'''\n");
        }

        return toml.ToString();
    }
}
