using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Writing;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer.Workspaces;

/// <summary>What a person is asked, as a form that a client can show: the words of every other door, with the whole change.</summary>
internal static class ApprovalForm
{
    public const string Allow = "allow";
    public const string AllowForTask = "allow for this task";
    public const string Deny = "deny";
    public const string Trust = "trust it for this task";
    public const string DoNotTrust = "do not trust it";

    /// <summary>Longer ones are not shown, and what is not shown whole is not allowed.</summary>
    private const int MostCharacters = 100_000;

    /// <returns>Null when it is too long to be shown.</returns>
    public static InputRequest? Of(PermissionRequest request, bool offersGrant)
    {
        var text = request.Trust is { } trust ? TextOf(trust) : TextOf(request);
        if (text.Length > MostCharacters || request.Text.IsCut)
        {
            return null;
        }

        JsonArray choices = request.Trust is not null ? [Trust, DoNotTrust] : offersGrant ? [Allow, AllowForTask, Deny] : [Allow, Deny];
        var form = new JsonObject
        {
            ["mode"] = "form",
            ["message"] = text,
            ["requestedSchema"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    ["decision"] = new JsonObject { ["type"] = "string", ["title"] = "Decision", ["enum"] = choices },
                    ["feedback"] = new JsonObject { ["type"] = "string", ["title"] = "If not: why (the agent is told)" },
                },
                ["required"] = new JsonArray("decision"),
            },
        };
        return new InputRequest { Method = RequestMethods.ElicitationCreate, Params = JsonElement.Parse(form.ToJsonString()) };
    }

    private static string TextOf(PermissionRequest request)
    {
        var text = new StringBuilder(request.Text.Title).Append('\n');
        foreach (var line in request.Text.Command?.Split('\n') ?? [])
        {
            text.Append("    $ ").Append(line).Append('\n');
        }

        foreach (var line in request.Text.Lines)
        {
            text.Append(line).Append('\n');
        }

        foreach (var diff in request.Plan.Diffs)
        {
            text.Append('\n').Append(CanonicalText.Line(diff.Path.Relative)).Append('\n');
            Add(text, UnifiedDiff.Between(diff.OldText ?? "", diff.NewText ?? ""));
        }

        return text.ToString();
    }

    private static string TextOf(TrustQuestion question)
    {
        var text = new StringBuilder(question.Title).Append('\n').Append(question.ToText()).Append('\n');
        foreach (var change in question.Changes.Where(change => change.HasTexts))
        {
            text.Append(CanonicalText.Line(change.Relative)).Append(", as trusted and as it is now:\n");
            Add(text, UnifiedDiff.Between(change.OldText ?? "", change.NewText ?? ""));
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, UnifiedDiff diff)
    {
        foreach (var line in diff.Text.AsSpan().TrimEnd('\n').EnumerateLines())
        {
            text.Append(CanonicalText.Line(line.ToString(), MostCharacters)).Append('\n');
        }
    }
}
