using System.Globalization;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// The words for what makes a call worth a person's look, whatever rule or mode is set. They stand in the question, in the journal and
/// in <c>permissions explain</c>; clients compare them, so they never change.
/// </summary>
public static class PermissionMarks
{
    public const string AgentConfiguration = "changes agent configuration";
    public const string ExecutesLater = "can execute code later";
    public const string Secret = "may hold secrets";
    public const string NotSandboxed = "not sandboxed";
    public const string NeedsNetwork = "needs network";
    public const string Unreadable = "cannot be read as plain words";
    public const string ProjectFileChanged = "project file changed since approval";
    public const string Stale = "changed since it was shown";
    public const string AddsUrl = "adds a URL";
    public const string AddsSchema = "adds a remote $schema";
    public const string OutsideWorkspace = "outside the workspace";
    public const string NameOfAnother = "has a name that Windows takes for another file's";

    /// <summary>The editor says that the user has not trusted the workspace there.</summary>
    public const string Restricted = "restricted";

    /// <summary>An MCP server would start that the user has not approved as it is now.</summary>
    public const string StartsServer = "starts a server that is not approved";

    /// <summary>An MCP server defines the tool otherwise than when the user last saw it.</summary>
    public const string ToolChanged = "uses a tool that its server has changed";

    /// <summary>What strangers wrote is in the conversation, and the call would use the network or run something new.</summary>
    public static string UntrustedText(string source) => $"untrusted text from {source} is in the conversation";

    /// <summary>A hook wants the user to decide.</summary>
    public static string Hook(string reason) => $"a hook asks: {reason}";

    /// <summary>The file has other names elsewhere that a write could reach.</summary>
    public static string LinkCount(long count) => string.Create(CultureInfo.InvariantCulture, $"link count {count}");
}
