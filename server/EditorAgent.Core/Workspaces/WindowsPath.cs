using System.Text.RegularExpressions;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// Spellings that Windows gives another meaning than a file below a directory. They are recognised on every system, since a workspace
/// may be shared, and before any file is touched: asking Windows about a share already tells the share who asks.
/// </summary>
internal static partial class WindowsPath
{
    private static readonly string[] Devices =
    [
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM\u00B9", "COM\u00B2", "COM\u00B3",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT\u00B9", "LPT\u00B2", "LPT\u00B3",
    ];

    /// <summary>A share, or the system's own forms (<c>\\?\</c>, <c>\\.\</c>, <c>\??\</c>): a file of the workspace on no system.</summary>
    public static bool IsShareOrSystemForm(string path)
    {
        var isSlashed = OperatingSystem.IsWindows() && path.StartsWith("//", StringComparison.Ordinal);
        return isSlashed || path.StartsWith(@"\\", StringComparison.Ordinal) || path.StartsWith(@"\??\", StringComparison.Ordinal);
    }

    /// <summary>A device, a drive without a directory, or a stream: on other systems than Windows these are names like any other.</summary>
    public static bool IsDeviceDriveOrStream(string path)
    {
        var slashed = path.Replace('/', '\\');
        var hasDrive = slashed.Length > 1 && slashed[1] == ':' && char.IsAsciiLetter(slashed[0]);
        if (hasDrive && !(OperatingSystem.IsWindows() && slashed.Length > 2 && slashed[2] == '\\'))
        {
            return true;
        }

        var rest = hasDrive ? slashed[2..] : slashed;
        return (OperatingSystem.IsWindows() && rest.Contains(':')) || rest.Split('\\').Any(IsDevice);
    }

    /// <summary>Whether Windows would take some name of the path for another one: a stream's file, a name without its last dots and blanks, a long name.</summary>
    /// <param name="relative">From the workspace's root.</param>
    public static bool IsAmbiguous(string relative) => relative.Split('/', '\\').Any(name =>
        name is not ("" or "." or "..") && (name.Contains(':') || name[^1] is '.' or ' ' || ShortForm().IsMatch(name)));

    private static bool IsDevice(string name)
    {
        var stem = name.Split('.', ':')[0].TrimEnd(' ');
        return Devices.Contains(stem, StringComparer.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"^[^.~]{1,6}~[0-9]{1,6}(\.[^.]{0,3})?$", RegexOptions.CultureInvariant)]
    private static partial Regex ShortForm();
}
