using EditorAgent.Core.Commands;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// <c>tool</c> or <c>tool(subject)</c>. The kind of the call's subject, not the pattern, chooses how the subject part is read; a reader is
/// made when the first call of its kind comes.
/// </summary>
internal sealed class PermissionPattern
{
    private readonly bool isRestricting;
    private readonly StringComparison comparison;
    private readonly McpPattern? mcp;
    private readonly McpArguments? arguments;
    private PathPattern? path;
    private CommandPattern? command;
    private UrlPattern? url;

    private PermissionPattern(string text, string tool, string? subject, McpArguments? arguments, bool isRestricting)
    {
        this.Text = text;
        this.Tool = tool;
        this.Subject = subject;
        this.isRestricting = isRestricting;
        this.comparison = isRestricting ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        this.mcp = IsMcp(tool) ? new McpPattern(tool, isRestricting) : null;
        this.arguments = arguments;
    }

    public string Text { get; }

    public string Tool { get; }

    /// <summary>What stands in the parentheses; null when the pattern names the tool only.</summary>
    public string? Subject { get; }

    /// <summary>Whether it speaks of every call of its tools.</summary>
    public bool IsForEverything => this.Subject is null or "*" or "**";

    public McpPattern? Mcp => this.mcp;

    public bool IsImpossiblePath => this.Subject is { } subject && subject.AsSpan().IndexOfAny(' ', '\t', '=') < 0 && this.AsPath.IsImpossible;

    private PathPattern AsPath => this.path ??= new PathPattern(this.Subject!, this.isRestricting);

    private CommandPattern AsCommand => this.command ??= new CommandPattern(this.Subject!);

    private UrlPattern AsUrl => this.url ??= new UrlPattern(this.Subject!, this.isRestricting);

    /// <param name="text">The pattern.</param>
    /// <param name="isRestricting">Whether it denies or asks, and so reads generously.</param>
    /// <param name="problem">What is wrong with the pattern and what to write; null when it was read.</param>
    public static PermissionPattern? Parse(string text, bool isRestricting, out string? problem)
    {
        var trimmed = text.Trim();
        var open = trimmed.IndexOf('(');
        var tool = (open < 0 ? trimmed : trimmed[..open]).TrimEnd();
        problem = PatternSyntax.Complain(trimmed, tool, open);
        if (problem is not null)
        {
            return null;
        }

        var subject = open < 0 ? null : trimmed[(open + 1)..^1].Trim();
        McpArguments? arguments = null;
        if (IsMcp(tool) && subject is not (null or "*" or "**") && (arguments = McpArguments.Parse(subject)) is null)
        {
            problem = $"the arguments of an MCP tool are written {McpArguments.Form}.";
            return null;
        }

        return new PermissionPattern(trimmed, tool, subject, arguments, isRestricting);
    }

    /// <param name="name">The tool's name as offered to the model.</param>
    /// <param name="call">The pair behind the name, for a tool of an MCP server.</param>
    public bool IsForTool(string name, PermissionSubject.McpCall? call)
    {
        if (call is null)
        {
            // An allowance for a server's tool needs to know the pair.
            return (this.isRestricting || this.mcp is null) && Wildcard.Matches(this.Tool, name, this.comparison);
        }

        return this.mcp?.Matches(call)
            ?? (this.Tool.AsSpan().Trim('*').IsEmpty || (this.isRestricting && Wildcard.Matches(this.Tool, call.Name, this.comparison)));
    }

    /// <summary>For denying and asking rules.</summary>
    public bool Finds(PermissionSubject subject, CommandLineText? text) => this.IsForEverything || subject switch
    {
        PermissionSubject.Path path => this.AsPath.Matches(path),
        PermissionSubject.Command => this.AsCommand.Finds(text!),
        PermissionSubject.Url url => this.AsUrl.Matches(CanonicalUrl.Of(url.Address)),
        PermissionSubject.McpCall call => this.arguments?.Find(call.Arguments) ?? this.FindsPathIn(call),
        _ => true,
    };

    /// <summary>For denying and asking rules: whether they speak of something below a directory that a command looks through.</summary>
    public bool FindsBelow(PermissionSubject.Path directory) => this.Subject is not null && this.AsPath.MayMatchBelow(directory);

    /// <summary>Whether it speaks of a command word by word, or of every command: then also of one that reaches outside the workspace.</summary>
    public bool IsExactOrAnyCommand => this.Subject is null || this.AsCommand is { IsExact: true } or { TakesAnything: true };

    /// <summary>For allowing rules and grants.</summary>
    /// <param name="subject">What the call touches.</param>
    /// <param name="command">For a command: one that was taken apart, or null when it could not be.</param>
    public bool Covers(PermissionSubject subject, ParsedCommand? command) => subject switch
    {
        PermissionSubject.Path path => this.Subject is null || this.AsPath.Matches(path),
        PermissionSubject.Command => this.Subject is null || (command is not null && this.AsCommand.Covers(command)),
        PermissionSubject.Url url => this.Subject is null ? !CanonicalUrl.Of(url.Address).IsOdd : this.AsUrl.Matches(CanonicalUrl.Of(url.Address)),
        PermissionSubject.McpCall call => this.IsForEverything || this.arguments?.Cover(call.Arguments) == true,
        _ => false,
    };

    /// <summary>
    /// Whether an allowing rule speaks of a protected file itself: <c>edit(src/**)</c> does not reach <c>src/App.csproj</c>,
    /// <c>edit(**/*.csproj)</c> does.
    /// </summary>
    public bool Names(string protectedName) => this.Subject is not null && this.AsPath.Names(protectedName);

    /// <summary>A rule for any tool, such as <c>*(**/.env)</c>, looks into the arguments of servers' tools too.</summary>
    private bool FindsPathIn(PermissionSubject.McpCall call) => JsonTexts.AllIn(call.Arguments).Any(text =>
        text is null || this.AsPath.Matches(new PermissionSubject.Path(text, text, Writes: true)));

    private static bool IsMcp(string tool) => tool.StartsWith(McpPattern.Prefix, StringComparison.OrdinalIgnoreCase);
}
