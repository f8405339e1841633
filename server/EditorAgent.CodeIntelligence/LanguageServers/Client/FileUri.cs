namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>Servers escape the same path in different ways, so paths are compared and URIs only written.</summary>
internal static class FileUri
{
    /// <param name="path">Absolute.</param>
    public static string Of(string path) => new Uri(path).AbsoluteUri;

    /// <summary>The absolute path, or null for whatever is no file of this machine.</summary>
    public static string? PathOf(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed is { IsFile: true, IsUnc: false } && parsed.LocalPath is { Length: > 0 } path && !path.Contains('\0')
            ? Path.GetFullPath(path)
            : null;
}
