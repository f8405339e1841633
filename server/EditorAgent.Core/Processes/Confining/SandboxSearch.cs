using System.ComponentModel;

namespace EditorAgent.Core.Processes.Confining;

/// <summary>Finds what keeps programs in on this machine, and believes it only after it was tried.</summary>
internal static class SandboxSearch
{
    public static async Task<FoundSandbox> RunAsync(SandboxPlaces places, TimeProvider time)
    {
        var quarantine = new Quarantine(places.QuarantineDirectory, time);
        if (KnownAbsence() is { } reason)
        {
            return FoundSandbox.None(reason);
        }

        if (OperatingSystem.IsMacOS())
        {
            return await TriedAsync(new Seatbelt(places), quarantine, places, time);
        }

        if (!OperatingSystem.IsLinux())
        {
            throw new InvalidOperationException("no sandbox is known for this operating system");
        }

        try
        {
            return await TriedAsync(new Bubblewrap(places), quarantine, places, time);
        }
        catch (IOException failure)
        {
            return FoundSandbox.None($"its system call filter cannot be handed over ({failure.Message})");
        }
    }

    /// <summary>What shows without trying: that the program is not there.</summary>
    public static string? KnownAbsence()
    {
        if (OperatingSystem.IsMacOS())
        {
            return File.Exists(Seatbelt.Program) ? null : $"{Seatbelt.Program} not found";
        }

        if (!OperatingSystem.IsLinux())
        {
            return "there is none for this operating system yet";
        }

        return File.Exists(Bubblewrap.Program) ? null : "bwrap not found (apt install bubblewrap)";
    }

    private static async Task<FoundSandbox> TriedAsync(IConfiner confiner, Quarantine quarantine, SandboxPlaces places, TimeProvider time)
    {
        try
        {
            var fault = await new SandboxTrial(confiner, quarantine, places, time).FindFaultAsync();
            return fault is null
                ? new FoundSandbox(new SandboxStatus(confiner.Kind, null), confiner, quarantine)
                : FoundSandbox.None(fault);
        }
        catch (SandboxException failure)
        {
            return FoundSandbox.None($"it does not work here: {failure.Message}. {HintFor(failure.Message)}".TrimEnd());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or Win32Exception)
        {
            return FoundSandbox.None($"it could not be tried out ({failure.Message})");
        }
    }

    private static string HintFor(string message)
    {
        if (message.Contains("Unknown option", StringComparison.OrdinalIgnoreCase))
        {
            return "Version 0.8 of bubblewrap or a newer one is needed.";
        }

        return message.Contains("uid map", StringComparison.OrdinalIgnoreCase) || message.Contains("namespace", StringComparison.OrdinalIgnoreCase)
            ? "This system restricts user namespaces (kernel.apparmor_restrict_unprivileged_userns or kernel.unprivileged_userns_clone)."
            : "";
    }
}
