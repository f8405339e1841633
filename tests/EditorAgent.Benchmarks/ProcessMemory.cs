using System.Globalization;

namespace EditorAgent.Benchmarks;

internal static class ProcessMemory
{
    /// <summary>VmHWM of a process in bytes; 0 where the system does not tell.</summary>
    public static long Peak(int processId)
    {
        var path = $"/proc/{processId}/status";
        if (!File.Exists(path))
        {
            return 0;
        }

        var line = File.ReadLines(path).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
