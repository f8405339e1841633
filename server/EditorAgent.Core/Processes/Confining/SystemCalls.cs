using System.Collections.Immutable;

namespace EditorAgent.Core.Processes.Confining;

/// <summary>The kernel's numbers on one kind of processor (asm/unistd.h, linux/audit.h).</summary>
internal sealed record SystemCalls
{
    /// <summary>What both have since numbers are given out for all processors at once: pidfd_getfd, io_uring, the new mount calls.</summary>
    private static readonly ImmutableArray<uint> Common = [425, 426, 427, 428, 429, 430, 431, 432, 433, 438, 442];

    public static readonly SystemCalls X64 = new()
    {
        Architecture = 0xc000003e,

        // The x32 numbers reach the same system calls past the list.
        FirstForeignNumber = 0x40000000,
        Ioctl = 16,
        CloneProcess = 56,
        Unshare = 272,
        Socket = 41,
        SocketPair = 53,

        // ptrace, process_vm_readv/writev, kcmp; add_key, request_key, keyctl; bpf, userfaultfd, perf_event_open; mount, umount2,
        // pivot_root, chroot, setns; swapon/off, reboot, init/finit/delete_module, kexec, open_by_handle_at, acct, quotactl
        Refused = [101, 310, 311, 312, 248, 249, 250, 321, 323, 298, 165, 166, 155, 161, 308, 167, 168, 169, 175, 313, 176, 246, 320, 304, 163, 179, .. Common],
    };

    public static readonly SystemCalls Arm64 = new()
    {
        Architecture = 0xc00000b7,
        FirstForeignNumber = null,
        Ioctl = 29,
        CloneProcess = 220,
        Unshare = 97,
        Socket = 198,
        SocketPair = 199,

        // in the same order
        Refused = [117, 270, 271, 272, 217, 218, 219, 280, 282, 241, 40, 39, 41, 51, 268, 224, 225, 142, 105, 273, 106, 104, 294, 265, 89, 60, .. Common],
    };

    /// <summary>AUDIT_ARCH of the processor.</summary>
    public required uint Architecture { get; init; }

    /// <summary>From here on numbers mean another calling convention; null where there is none.</summary>
    public required uint? FirstForeignNumber { get; init; }

    public required uint Ioctl { get; init; }

    public required uint CloneProcess { get; init; }

    public required uint Unshare { get; init; }

    public required uint Socket { get; init; }

    public required uint SocketPair { get; init; }

    public required ImmutableArray<uint> Refused { get; init; }
}
