using System.Globalization;
using System.Text;

namespace EditorAgent.Core.Processes.Confining;

/// <summary>
/// The text of a macOS sandbox profile. The last rule that fits counts, so the order is: everything denied, what programs need, what the
/// workspace gives, what stays protected in it.
/// </summary>
internal static class SeatbeltProfile
{
    private const string Needed = """
        (version 1)
        (deny default)
        (allow process-exec)
        (allow process-fork)
        (allow process-info* (target same-sandbox))
        (allow signal (target same-sandbox))
        (allow sysctl-read)
        (allow file-read*)
        (allow file-write* (literal "/dev/null") (literal "/dev/zero") (literal "/dev/tty") (literal "/dev/dtracehelper"))
        (allow file-ioctl (literal "/dev/null") (literal "/dev/dtracehelper"))
        (allow pseudo-tty)
        (allow ipc-posix-sem)
        (allow ipc-posix-shm)
        (allow mach-lookup
          (global-name "com.apple.system.opendirectoryd.libinfo")
          (global-name "com.apple.system.logger")
          (global-name "com.apple.system.notification_center")
          (global-name "com.apple.bsd.dirhelper")
          (global-name "com.apple.trustd.agent")
          (global-name "com.apple.SecurityServer"))
        """;

    /// <param name="confinement">What is allowed.</param>
    /// <param name="places">The home and our own folders.</param>
    /// <param name="temporary">Where programs put temporary files.</param>
    /// <param name="before">Protected entries that exist.</param>
    public static string For(Confinement confinement, SandboxPlaces places, string temporary, ProtectedEntries before)
    {
        var text = new StringBuilder(Needed.ReplaceLineEndings("\n")).Append('\n');
        Rule(text, "deny", "file-read*", [places.UserHome]);
        Rule(text, "allow", "file-read*", [.. ToolFolders.Of(places).Where(folder => Paths.IsBelowOrSame(places.UserHome, folder))]);
        Rule(text, "deny", "file-read*", [.. ToolFolders.Exceptions(places)]);
        Rule(text, "allow", "file-read*", confinement.WritableRoots);
        Rule(text, "allow", "file-write*", [temporary, .. confinement.IsReadOnly ? [] : confinement.WritableRoots, .. confinement.WritableDirectories]);
        Rule(text, "deny", "file-write*", [.. confinement.WritableRoots.Select(root => Path.Join(root, ".git"))]);
        Rule(text, "deny", "file-write*", [.. before.Entries.Select(entry => entry.Path).Order(StringComparer.Ordinal)]);
        Rule(text, "allow", "file-read*", [.. confinement.WritableRoots.SelectMany(root => GitDirectories.Of(root)).Distinct(StringComparer.Ordinal)]);
        Rule(text, "deny", "file-write*", [.. confinement.WritableRoots.SelectMany(root => GitDirectories.Of(root)).Distinct(StringComparer.Ordinal)]);
        Rule(text, "deny", "file-read* file-write*", [.. places.Hidden, .. confinement.HiddenPaths]);
        Rule(text, "allow", "file-read*", confinement.ReadableDirectories);
        if (confinement.HasNetwork)
        {
            text.Append("(allow network*)\n(allow system-socket)\n");
            Rule(text, "deny", "network-outbound", ["/var/run", "/private/var/run", "/private/tmp"]);
        }

        return text.ToString();
    }

    private static void Rule(StringBuilder text, string verdict, string operations, IReadOnlyCollection<string> paths)
    {
        if (paths.Count == 0)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"({verdict} {operations}");
        foreach (var path in paths)
        {
            text.Append("\n  (subpath \"").Append(path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append("\")");
        }

        text.Append(")\n");
    }
}
