using System.Text.Json;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Tools;

/// <summary>
/// Judges a call without making it. The tool itself plans it, so that what is judged is what would be judged in a session. In place of
/// the arguments' JSON there may be the one thing the call is about: a command, a path, an address.
/// </summary>
public sealed class CallExplainer(ToolCatalog catalog, Workspace workspace, PermissionPolicy policy)
{
    public async Task<CallExplanation> ExplainAsync(string toolName, string? argument, CancellationToken cancellationToken)
    {
        var text = argument?.Trim() ?? "";
        if ((catalog.Find(toolName) ?? catalog.FindForgiving(toolName)) is not { } tool)
        {
            return this.ExplainForeign(toolName, text);
        }

        var name = tool.Definition.Name;
        var schema = new ToolSchema(tool.Definition);
        if (schema.Problem is not null)
        {
            return new CallExplanation.Unknown(schema.Problem);
        }

        if (ArgumentsFor(schema.Text, text, out var problem) is not { } arguments)
        {
            return new CallExplanation.Unknown(problem!);
        }

        if (schema.Validate(arguments) is { } violation)
        {
            // Of an edit, what is written may be left out: the rules look at the file.
            return text.StartsWith('{') || arguments.ValueKind != JsonValueKind.Object || !arguments.TryGetProperty("path", out _)
                ? new CallExplanation.Unknown($"{violation.Path} {violation.Message}. {ViolationHint.For(violation, arguments)}".TrimEnd())
                : this.ExplainPath(name, text);
        }

        try
        {
            return await tool.PlanAsync(arguments, cancellationToken) switch
            {
                ToolPlan.Ready plan => this.Judge(name, PermissionQuestions.Of(name, plan), plan.NeedsTrust),
                ToolPlan.Refused refused => new CallExplanation.Refused(name, refused.Message),
                _ => throw new InvalidOperationException("unknown plan"),
            };
        }
        catch (WorkspaceFileException failure)
        {
            return new CallExplanation.Refused(name, failure.Message);
        }
    }

    private CallExplanation ExplainForeign(string toolName, string text)
    {
        var parts = toolName.StartsWith("mcp__", StringComparison.Ordinal) ? toolName[5..].Split("__", 2) : [];
        if (parts is [{ Length: > 0 } server, { Length: > 0 } tool])
        {
            return ArgumentsFor(default, text.Length == 0 ? "{}" : text, out var problem) is { ValueKind: JsonValueKind.Object } arguments
                ? this.Judge(toolName, new PermissionQuestion(toolName, false, [new PermissionSubject.McpCall(server, tool, arguments)]), needsTrust: false)
                : new CallExplanation.Unknown(problem ?? "Write an MCP tool's arguments as a JSON object.");
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? this.Judge(toolName, new PermissionQuestion(toolName, true, [new PermissionSubject.Url(address)]), needsTrust: false)
            : new CallExplanation.Unknown($"There is no tool \"{toolName}\". Closest: {string.Join(", ", catalog.Nearest(toolName))}.");
    }

    private CallExplanation ExplainPath(string toolName, string text) => workspace.ResolveForWriting(text) switch
    {
        PathResolution.Inside inside => this.Judge(
            toolName, new PermissionQuestion(toolName, false, [new PermissionSubject.Path(inside.Path.Absolute, inside.Path.Relative, Writes: true)]), needsTrust: false),
        PathResolution.Rejected rejected => new CallExplanation.Refused(toolName, rejected.Message),
        _ => throw new InvalidOperationException("unknown resolution"),
    };

    private CallExplanation.Explained Judge(string toolName, PermissionQuestion question, bool needsTrust) =>
        new(toolName, PermissionExplanation.Of(policy, question), needsTrust);

    /// <summary>The object as given, or one that has the text where the tool's first required, else its first, text belongs.</summary>
    private static JsonElement? ArgumentsFor(JsonElement schema, string text, out string? problem)
    {
        problem = null;
        if (text.StartsWith('{'))
        {
            var (read, trouble) = ArgumentRepair.Read(text);
            problem = trouble is null ? null : $"Not a call: {trouble}.";
            return read;
        }

        if (text.Length == 0 || schema.ValueKind != JsonValueKind.Object)
        {
            return text.Length == 0 ? JsonElement.Parse("{}") : null;
        }

        if (MainArgument(schema) is not { } name)
        {
            problem = "This tool takes no plain text; write its arguments as a JSON object.";
            return null;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString(name, text);
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.ToArray());
    }

    private static string? MainArgument(JsonElement schema)
    {
        if (schema.TryGetProperty("required", out var required) && required is { ValueKind: JsonValueKind.Array } && required.GetArrayLength() > 0 && required[0].ValueKind == JsonValueKind.String)
        {
            return required[0].GetString();
        }

        return schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object ? properties.EnumerateObject().Select(property => property.Name).FirstOrDefault() : null;
    }
}
