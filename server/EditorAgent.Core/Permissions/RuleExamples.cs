using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Configuration;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// Holds a rule against the examples that its writer put beside it. Where the pattern names one tool and a subject, an example is a
/// subject (<c>git push origin</c>); otherwise a whole call (<c>edit(src/a.cs)</c>, <c>mcp__db__query(sql=select 1)</c>).
/// </summary>
internal static class RuleExamples
{
    /// <exception cref="ConfigurationException">An example fails; the message names its file and line.</exception>
    public static void Check(PermissionPattern pattern, PermissionRuleEntry entry)
    {
        foreach (var example in entry.Match)
        {
            if (!IsMatched(pattern, entry, example))
            {
                throw Failure(entry, example, $"the rule \"{pattern.Text}\" does not match \"{Shown(example.Text)}\", which its match says it does. Correct the pattern or the example.");
            }
        }

        foreach (var example in entry.NotMatch)
        {
            if (IsMatched(pattern, entry, example))
            {
                throw Failure(entry, example, $"the rule \"{pattern.Text}\" matches \"{Shown(example.Text)}\", which its not_match says it does not. Correct the pattern or the example.");
            }
        }
    }

    private static bool IsMatched(PermissionPattern pattern, PermissionRuleEntry entry, PermissionRuleExample example)
    {
        var (tool, subject) = Read(pattern, entry, example);
        var call = new JudgedCall(tool, subject is null ? [] : [subject]);
        if (entry.Decision != "allow")
        {
            return call.IsFoundBy(pattern);
        }

        return call.Subjects.IsEmpty
            ? call.IsCoveredBy(pattern, null)
            : call.Subjects[0].Parts.Length > 0 && call.Subjects[0].Parts.All(part => call.IsCoveredBy(pattern, part));
    }

    private static (string Tool, PermissionSubject? Subject) Read(PermissionPattern pattern, PermissionRuleEntry entry, PermissionRuleExample example)
    {
        var text = example.Text;
        if (pattern.Subject is not null && pattern.Mcp is null && pattern.Tool.AsSpan().IndexOfAny('*', '?') < 0)
        {
            return (pattern.Tool, SubjectOf(pattern.Tool, text) ?? throw Failure(entry, example, $"\"{Shown(text)}\" is no address. Write for example https://example.com/docs."));
        }

        var open = text.IndexOf('(', StringComparison.Ordinal);
        var tool = (open < 0 ? text : text[..open]).Trim();
        if (PatternSyntax.Complain(text.Trim(), tool, open) is not null || tool.AsSpan().IndexOfAny('*', '?') >= 0)
        {
            throw Failure(entry, example, $"\"{Shown(text)}\" is no call. Write for example \"edit(src/a.cs)\" or \"mcp__db__query(sql=select 1)\".");
        }

        var inner = open < 0 ? null : text.Trim()[(open + 1)..^1].Trim();
        return tool.StartsWith(McpPattern.Prefix, StringComparison.Ordinal)
            ? (tool, McpCallOf(tool, inner) ?? throw Failure(entry, example, $"\"{Shown(text)}\" is no call of an MCP tool. Arguments are written {McpArguments.Form}."))
            : (tool, inner is null ? null : SubjectOf(tool, inner));
    }

    private static PermissionSubject? SubjectOf(string tool, string text) => SubjectKinds.Of(tool) switch
    {
        SubjectKind.Command => new PermissionSubject.Command(text),
        SubjectKind.Address => Uri.TryCreate(text, UriKind.Absolute, out var address) ? new PermissionSubject.Url(address) : null,
        _ => PathOf(text),
    };

    /// <summary>Somewhere in a workspace of no particular name; what begins with a slash or the home lies outside.</summary>
    private static PermissionSubject.Path PathOf(string text)
    {
        var path = text.Replace('\\', '/');
        if (path.StartsWith("~/", StringComparison.Ordinal))
        {
            path = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile).Replace('\\', '/') + path[1..];
        }

        return path.StartsWith('/') ? new(path, path, Writes: true) : new($"/workspace/{path}", path, Writes: true);
    }

    private static PermissionSubject.McpCall? McpCallOf(string name, string? inner)
    {
        var rest = name[McpPattern.Prefix.Length..];
        var parting = rest.IndexOf("__", StringComparison.Ordinal);
        var arguments = inner is null ? null : McpArguments.Parse(inner);
        if (parting < 1 || parting + 2 == rest.Length || (inner is not null && arguments is null))
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (argument, value) in arguments?.Conditions ?? [])
            {
                json.WriteString(argument, value);
            }

            json.WriteEndObject();
        }

        return new PermissionSubject.McpCall(rest[..parting], rest[(parting + 2)..], JsonElement.Parse(buffer.ToArray()));
    }

    private static ConfigurationException Failure(PermissionRuleEntry entry, PermissionRuleExample example, string message) =>
        new($"{entry.Origin with { Line = example.Line }}: {message}");

    private static string Shown(string text)
    {
        var line = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
        return line.Length <= 120 ? line : line[..117] + "...";
    }
}
