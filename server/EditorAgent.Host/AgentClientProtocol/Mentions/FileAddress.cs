using System.Globalization;

namespace EditorAgent.Host.AgentClientProtocol.Mentions;

/// <summary>The address of a file, as a link in a prompt has it.</summary>
internal static class FileAddress
{
    public static string Of(string path) => new UriBuilder(Uri.UriSchemeFile, "") { Path = Escaped(path) }.Uri.AbsoluteUri;

    public static string Of(string path, int line) => string.Create(CultureInfo.InvariantCulture, $"{Of(path)}#L{line}");

    private static string Escaped(string path) =>
        string.Join('/', path.Replace(Path.DirectorySeparatorChar, '/').Split('/').Select(Uri.EscapeDataString)).Replace("%3A", ":", StringComparison.Ordinal);
}
