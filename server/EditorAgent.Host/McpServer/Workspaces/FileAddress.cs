namespace EditorAgent.Host.McpServer.Workspaces;

/// <summary>Files as addresses of resources: <c>file:</c> URIs.</summary>
internal static class FileAddress
{
    public static string Of(string absolutePath) => new Uri(absolutePath).AbsoluteUri;

    /// <summary>The absolute path; null when it is no address of a file on this machine.</summary>
    public static string? PathOf(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var address) && address.IsFile && address.Host.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0
            ? address.LocalPath
            : null;
}
