using System.Text.Json;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <summary>What one file of a fingerprint makes run, as far as its text tells.</summary>
internal static class RunnableFile
{
    private const string AgentHooks = ".editoragent/hooks.toml";

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 };

    public static IEnumerable<RunnableItem> ItemsOf(string root, string relative)
    {
        var segments = relative.Split('/');
        var name = segments[^1];
        if (relative == AgentHooks)
        {
            return Hooks(relative, Text(root, relative) ?? "");
        }

        if (IsHook(segments))
        {
            return [new RunnableItem(RunnableKind.Hook, relative, FirstCommand(Text(root, relative)))];
        }

        if (IsBuildFile(name))
        {
            return BuildLogic.ItemsOf(relative, Text(root, relative));
        }

        if (name.Equals("package.json", StringComparison.OrdinalIgnoreCase))
        {
            return Scripts(relative, Text(root, relative));
        }

        var isEditors = segments[..^1].Any(segment => segment is ".vscode" or ".idea" or ".devcontainer") || name.EndsWith(".code-workspace", StringComparison.OrdinalIgnoreCase);
        return [new RunnableItem(isEditors ? RunnableKind.EditorTask : RunnableKind.Definition, relative, "")];
    }

    private static bool IsHook(string[] segments) =>
        segments.Length > 1 && (segments[^2] is "hooks" or ".githooks" || segments.Contains(".husky"));

    private static IEnumerable<RunnableItem> Hooks(string relative, string text)
    {
        try
        {
            return [.. HookReader.ReadWorkspace(relative, text).Select(hook => new RunnableItem(RunnableKind.Hook, relative, $"{hook.Event} = {hook.Command}"))];
        }
        catch (ConfigurationException)
        {
            return [new RunnableItem(RunnableKind.Hook, relative, "cannot be read")];
        }
    }

    private static bool IsBuildFile(string name) =>
        ExecutionFiles.IsProject(name) || Path.GetExtension(name).ToLowerInvariant() is ".props" or ".targets" or ".tasks";

    /// <summary>The first line that is no comment: enough to recognise a hook.</summary>
    private static string FirstCommand(string? text) =>
        text?.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0 && line[0] != '#') ?? "";

    private static IEnumerable<RunnableItem> Scripts(string relative, string? text)
    {
        var items = new List<RunnableItem>();
        try
        {
            using var document = JsonDocument.Parse(text ?? "", Lenient);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("scripts", out var scripts)
                && scripts.ValueKind == JsonValueKind.Object)
            {
                foreach (var script in scripts.EnumerateObject())
                {
                    items.Add(new RunnableItem(RunnableKind.PackageScript, relative, $"{script.Name} = {script.Value}"));
                }
            }
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            items.Add(new RunnableItem(RunnableKind.PackageScript, relative, "cannot be read as JSON"));
        }

        return items.Count > 0 ? items : [new RunnableItem(RunnableKind.Definition, relative, "")];
    }

    /// <summary>Null for what is large or no text. What is shown here is what decides, so also files that may hold secrets are looked into.</summary>
    private static string? Text(string root, string relative)
    {
        using var handle = RegularFile.TryOpen(Path.Combine(root, relative));
        if (handle is null || RandomAccess.GetLength(handle) > 1024 * 1024)
        {
            return null;
        }

        var buffer = new byte[RandomAccess.GetLength(handle)];
        return TextContent.Decode(buffer.AsSpan(0, RandomAccess.Read(handle, buffer, 0)))?.Text;
    }
}
