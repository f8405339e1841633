using EditorAgent.Core.Workspaces;
using EditorAgent.Core.Commands;
namespace EditorAgent.Core.Permissions;

/// <summary><c>tool</c> or <c>tool(subject)</c>. The kind of the call's subject, not the pattern, chooses how the subject part is read.</summary>
internal sealed class PermissionPattern
{
    private readonly string tool;
    private readonly StringComparison comparison;
    private readonly PathPattern? path;
    private readonly CommandPattern? command;
    private readonly UrlPattern? url;

    private PermissionPattern(string text, string tool, string? subject, bool isRestricting)
    {
        this.Text = text;
        this.tool = tool;
        this.Subject = subject;
        this.comparison = isRestricting ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (subject is not null)
        {
            this.path = new PathPattern(subject, isRestricting);
            this.command = new CommandPattern(subject);
            this.url = new UrlPattern(subject, isRestricting);
        }
    }

    public string Text { get; }

    /// <summary>What stands in the parentheses; null when the pattern names the tool only.</summary>
    public string? Subject { get; }

    public string Tool => this.tool;

    public bool IsImpossiblePath => this.path is { IsImpossible: true } && this.Subject!.AsSpan().IndexOfAny(' ', '\t') < 0;

    /// <param name="text">The pattern.</param>
    /// <param name="isRestricting">Whether it denies or asks, and so reads generously.</param>
    /// <param name="problem">What is wrong with the pattern and what to write; null when it was read.</param>
    public static PermissionPattern? Parse(string text, bool isRestricting, out string? problem)
    {
        var trimmed = text.Trim();
        var open = trimmed.IndexOf('(');
        var tool = (open < 0 ? trimmed : trimmed[..open]).TrimEnd();
        problem = Complain(trimmed, tool, open);
        return problem is null ? new PermissionPattern(trimmed, tool, open < 0 ? null : trimmed[(open + 1)..^1].Trim(), isRestricting) : null;
    }

    public bool IsForTool(string name) => Wildcard.Matches(this.tool, name, this.comparison);

    /// <summary>For denying and asking rules.</summary>
    public bool Finds(PermissionSubject subject, CommandLineText? text) => this.Subject is null || subject switch
    {
        PermissionSubject.Path path => this.path!.Matches(path),
        PermissionSubject.Command => this.command!.Finds(text!),
        PermissionSubject.Url url => this.url!.Matches(url.Address),
        _ => true,
    };

    /// <summary>For allowing rules and grants.</summary>
    public bool Covers(PermissionSubject subject, CommandLineText? text) => subject switch
    {
        PermissionSubject.Path path => this.path?.Matches(path) ?? true,
        PermissionSubject.Command => this.command?.Covers(text!) ?? true,
        PermissionSubject.Url url => this.url?.Matches(url.Address) ?? true,
        _ => false,
    };

    /// <summary>
    /// Whether an allowing rule speaks of a protected file itself: <c>edit(src/**)</c> does not reach <c>src/App.csproj</c>,
    /// <c>edit(**/*.csproj)</c> does.
    /// </summary>
    public bool Names(string protectedName) => this.path?.Names(protectedName) ?? false;

    private static string? Complain(string text, string tool, int open)
    {
        const string Form = "Write tool or tool(subject), for example \"edit\" or \"shell(git push)\".";
        if (text.Length == 0)
        {
            return $"the pattern is empty. {Form}";
        }

        if (text.Any(char.IsControl))
        {
            return $"the pattern holds a line break or another control character. {Form}";
        }

        if (tool.Length == 0)
        {
            return $"the pattern names no tool. {Form}";
        }

        if (tool.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('_' or '-' or '.' or '*' or '?')))
        {
            return $"the tool's name may hold letters, digits, '_', '-', '.' and '*'. {Form}";
        }

        if (open < 0)
        {
            return null;
        }

        if (!text.EndsWith(')') || !IsBalanced(text))
        {
            return $"the parentheses do not match. {Form}";
        }

        return text[(open + 1)..^1].Trim() switch
        {
            "" => $"the parentheses are empty. Write \"{tool}\" for every call of the tool.",
            ['!', ..] => "a pattern cannot be negated with '!'. Write a rule of the opposite decision.",
            _ => null,
        };
    }

    private static bool IsBalanced(string text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            var closesEarly = depth == 0 && text[i] == ')' && i < text.Length - 1;
            if (depth < 0 || closesEarly)
            {
                return false;
            }
        }

        return depth == 0;
    }
}
