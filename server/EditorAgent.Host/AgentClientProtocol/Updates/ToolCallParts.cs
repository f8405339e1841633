using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Protocol.Updates;
using ToolKind = EditorAgent.Core.Tools.ToolKind;
using WireToolKind = EditorAgent.Protocol.Updates.ToolKind;

namespace EditorAgent.Host.AgentClientProtocol.Updates;

/// <summary>What a call touches and shows, in ACP's shapes; the same for updates and permission requests.</summary>
internal static class ToolCallParts
{
    public static IReadOnlyList<ToolCallContent>? ContentOf(ImmutableArray<FileDiff> diffs, string? command)
    {
        var content = new List<ToolCallContent>();
        if (command is not null)
        {
            content.Add(Text(Fenced(CanonicalText.Block(command).Text)));
        }

        if (!diffs.IsDefault)
        {
            content.AddRange(diffs.Select(diff => new ToolCallContent.Diff
            {
                Path = diff.Path.Absolute,
                OldText = diff.OldText,
                NewText = diff.NewText,
            }));
        }

        return content.Count > 0 ? content : null;
    }

    /// <summary>The words of a question: the command, then what is to be known about it. All of it as code, so that none of it is drawn as markup.</summary>
    public static IReadOnlyList<ToolCallContent> ContentOf(ApprovalText text) => text.Command is { } command
        ? [Text(Fenced(command)), Text(Fenced(string.Join('\n', text.Lines)))]
        : [Text(Fenced(string.Join('\n', text.Lines)))];

    public static IReadOnlyList<ToolCallContent> ContentOf(ImmutableArray<ContentPart> parts) =>
        [.. parts.Select(part => new ToolCallContent.Block { Content = Chunks.Block(part) })];

    public static IReadOnlyList<ToolCallLocation>? LocationsOf(ImmutableArray<ToolLocation> locations) =>
        locations.IsDefaultOrEmpty
            ? null
            : [.. locations.Select(location => new ToolCallLocation { Path = location.AbsolutePath, Line = (uint?)location.Line })];

    public static ToolCallContent Text(string text) => new ToolCallContent.Block { Content = Chunks.Text(text) };

    /// <summary>Arguments as a client may draw them; left out where a character in them would not be drawn as itself.</summary>
    public static JsonElement? Shown(string argumentsJson) => Json(argumentsJson) is { } json && IsPlain(json) ? json : null;

    private static bool IsPlain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().All(member => IsPlain(member.Name) && IsPlain(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().All(IsPlain),
        JsonValueKind.String => IsPlain(json.GetString()!),
        _ => true,
    };

    private static bool IsPlain(string text) => !CanonicalText.Block(text.Replace('\t', ' ').Replace("\r\n", "\n", StringComparison.Ordinal), int.MaxValue / 8).IsEscaped;

    private static JsonElement? Json(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static WireToolKind KindOf(ToolKind kind) => kind switch
    {
        ToolKind.Read => WireToolKind.Read,
        ToolKind.Edit => WireToolKind.Edit,
        ToolKind.Delete => WireToolKind.Delete,
        ToolKind.Move => WireToolKind.Move,
        ToolKind.Search => WireToolKind.Search,
        ToolKind.Execute => WireToolKind.Execute,
        ToolKind.Think => WireToolKind.Think,
        ToolKind.Fetch => WireToolKind.Fetch,
        _ => WireToolKind.Other,
    };

    /// <summary>As a code block whose fence is longer than any run of backticks inside: a command cannot dress up as prose.</summary>
    public static string Fenced(string command)
    {
        var fence = "```";
        while (command.Contains(fence, StringComparison.Ordinal))
        {
            fence += "`";
        }

        return $"{fence}\n{command}\n{fence}";
    }
}
