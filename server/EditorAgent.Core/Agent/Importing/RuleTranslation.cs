using System.Collections.Immutable;
using EditorAgent.Core.Permissions;

namespace EditorAgent.Core.Agent.Importing;

/// <summary>
/// Another program's permission rule in ours, where ours means the same or is stricter: an allowance may become narrower, a restriction
/// wider, never the other way round. Otherwise it says why not.
/// </summary>
internal static class RuleTranslation
{
    private const string Allow = "allow";

    /// <summary>All tools that write files.</summary>
    private static readonly ImmutableArray<string> Writers = ["edit*", "write", "move", "rename_symbol", "apply_code_action"];

    /// <param name="decision"><c>allow</c>, <c>ask</c> or <c>deny</c>.</param>
    /// <param name="pattern">As it is written there.</param>
    /// <param name="dialect">How that program reads it.</param>
    public static (ImmutableArray<string> Patterns, string? Why) Of(string decision, string pattern, RuleDialect dialect)
    {
        if (decision is not (Allow or "ask" or "deny"))
        {
            return ([], "its decision is none of allow, ask and deny");
        }

        var text = pattern.Trim();
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (text.Length == 0 || open == 0 || (open > 0 && !text.EndsWith(')')))
        {
            return ([], "it is no rule of the form tool(subject); that program ignores it too");
        }

        var tool = open < 0 ? text : text[..open].TrimEnd();
        var subject = open < 0 ? "" : text[(open + 1)..^1].Trim();
        var (patterns, why) = Translate(decision == Allow, tool, subject, dialect);
        foreach (var made in patterns)
        {
            if (PermissionPattern.Parse(made, decision != Allow, out var problem) is null)
            {
                return ([], problem ?? "it has no form here");
            }
        }

        return (patterns, why);
    }

    private static (ImmutableArray<string> Patterns, string? Why) Translate(bool isAllowed, string tool, string subject, RuleDialect dialect)
    {
        if (tool.StartsWith("mcp__", StringComparison.Ordinal))
        {
            return ForServer(tool, subject);
        }

        switch (tool)
        {
            case "*" when subject.Length == 0:
                return isAllowed ? ([], "it would allow everything; choose the mode yolo if you mean that") : (["*"], null);
            case "Bash" or "Shell":
                var (words, why) = CommandRules.Translate(isAllowed, subject, dialect);
                return why is not null ? ([], why) : ([.. Tools(["shell"], words), .. isAllowed ? [] : Tools(["run_tests"], [.. words.Where(IsOfTests)])], null);
            case "Read" or "ReadFile" or "ReadMediaFile":
                return ForPaths(isAllowed, ["read"], subject, dialect);
            case "Edit" or "MultiEdit" or "StrReplaceFile" when isAllowed:
                return ForPaths(isAllowed, dialect == RuleDialect.Claude ? ["edit", "write"] : ["edit"], subject, dialect);
            case "Write" or "WriteFile" when isAllowed:
                return ForPaths(isAllowed, dialect == RuleDialect.Cursor ? ["edit", "write"] : ["write"], subject, dialect);
            case "Edit" or "MultiEdit" or "StrReplaceFile" or "Write" or "WriteFile" or "NotebookEdit" when !isAllowed:
                return ForPaths(isAllowed, Writers, subject, dialect);
            case "WebFetch" or "FetchURL":
                var (addresses, whyNot) = UrlRules.Translate(isAllowed, subject, dialect);
                return whyNot is null ? ([.. Tools(["web_fetch"], addresses)], null) : ([], whyNot);
            case "WebSearch" when subject.Length == 0:
                return (["web_search"], null);
            case "Task" or "Agent" when subject.Length == 0:
                return (["agent"], null);
            case "Skill" when subject.Length == 0:
                return (["skill"], null);
            case "Glob" or "Grep" when subject.Length == 0:
                return (tool == "Glob" ? ["glob", "list"] : ["grep"], null);
            case "Glob" or "Grep":
                return ([], "it speaks of what is searched for; rules here speak of where");
            default:
                return ([], $"there is no tool here that is the same as {tool}");
        }
    }

    private static (ImmutableArray<string> Patterns, string? Why) ForServer(string tool, string subject) =>
        subject.Length > 0 ? ([], "it speaks of arguments in a way that has no form here; write mcp__server__tool(name=value)")
        : tool["mcp__".Length..].Contains("__", StringComparison.Ordinal) || tool.EndsWith('*') ? ([tool], null)
        : ([$"{tool}__*"], null);

    private static (ImmutableArray<string> Patterns, string? Why) ForPaths(bool isAllowed, ImmutableArray<string> tools, string subject, RuleDialect dialect)
    {
        var (paths, why) = PathRules.Translate(isAllowed, subject, dialect);
        return why is null ? ([.. Tools(tools, paths)], null) : ([], why);
    }

    /// <summary>What the tool for tests starts begins so; a restriction of it must not be reached around.</summary>
    private static bool IsOfTests(string words) => words.Length == 0 || words.StartsWith("dotnet", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Tools(ImmutableArray<string> tools, ImmutableArray<string> subjects) =>
        tools.SelectMany(tool => subjects.Select(subject => subject.Length == 0 ? tool : $"{tool}({subject})"));
}
