namespace EditorAgent.Core.Workspaces;

/// <summary>Spellings that Windows gives another meaning than a file below a directory.</summary>
internal static class WindowsPath
{
    private static readonly string[] Devices =
    [
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    ];

    public static bool IsDeviceNetworkOrStream(string path)
    {
        var slashed = path.Replace('/', '\\');
        if (slashed.StartsWith(@"\\", StringComparison.Ordinal) || slashed.StartsWith(@"\??\", StringComparison.Ordinal))
        {
            return true;
        }

        var afterDrive = slashed.Length > 1 && slashed[1] == ':' ? slashed[2..] : slashed;
        return afterDrive.Contains(':') || afterDrive.Split('\\').Any(IsDevice);
    }

    private static bool IsDevice(string name)
    {
        var stem = name.Split('.')[0].TrimEnd(' ');
        return Devices.Contains(stem, StringComparer.OrdinalIgnoreCase);
    }
}
