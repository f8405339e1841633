using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EditorAgent.Core.Processes.Confining;

/// <summary>
/// A filter of system calls, as the kernel's small machine reads it (struct sock_filter, 8 bytes an instruction). Refused with EPERM:
/// tracing and reading other processes, kernel keys, loading kernel code, mounting and new namespaces, io_uring (which does system calls
/// past a filter), and putting characters into a terminal's input. Sockets only of the families that programs build and test with: a
/// virtual machine's socket to its host knows no network namespace.
/// </summary>
internal static class SeccompFilter
{
    private const uint Allow = 0x7fff0000;
    private const uint RefuseNotPermitted = 0x00050000 | 1;
    private const uint RefuseNoFamily = 0x00050000 | 97;

    private const ushort Load = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort JumpIfAnyBit = 0x45;
    private const ushort Return = 0x06;

    private const uint NumberOffset = 0;
    private const uint ArchitectureOffset = 4;
    private const uint FirstArgumentOffset = 16;
    private const uint SecondArgumentOffset = 24;

    /// <summary>Every flag of clone and unshare that makes a namespace, the user's included.</summary>
    private const uint NewNamespaces = 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000 | 0x00020000;

    private const uint PutIntoTerminal = 0x5412;
    private const uint LinuxConsole = 0x541c;

    /// <summary>Unix, IPv4, IPv6 and the kernel's own; asked for more than this the kernel has "no such family".</summary>
    private static ReadOnlySpan<uint> Families => [1, 2, 10, 16];

    /// <summary>Null where this project knows no numbers; then there is no filter and the namespaces stand alone.</summary>
    public static byte[]? ForThisMachine() => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => Build(SystemCalls.X64),
        Architecture.Arm64 => Build(SystemCalls.Arm64),
        _ => null,
    };

    public static byte[] Build(SystemCalls calls)
    {
        var program = new List<(ushort Code, byte Then, byte Else, uint Value)>
        {
            (Load, 0, 0, ArchitectureOffset),
            (JumpIfEqual, 1, 0, calls.Architecture),
            (Return, 0, 0, RefuseNotPermitted),
            (Load, 0, 0, NumberOffset),
        };
        if (calls.FirstForeignNumber is { } foreign)
        {
            program.Add((JumpIfAtLeast, 0, 1, foreign));
            program.Add((Return, 0, 0, RefuseNotPermitted));
        }

        foreach (var number in calls.Refused)
        {
            program.Add((JumpIfEqual, 0, 1, number));
            program.Add((Return, 0, 0, RefuseNotPermitted));
        }

        program.AddRange(
        [
            (JumpIfEqual, 0, 4, calls.Ioctl),
            (Load, 0, 0, SecondArgumentOffset),
            (JumpIfEqual, 1, 0, PutIntoTerminal),
            (JumpIfEqual, 0, 8, LinuxConsole),
            (Return, 0, 0, RefuseNotPermitted),
            (JumpIfEqual, 1, 0, calls.Unshare),
            (JumpIfEqual, 0, 3, calls.CloneProcess),
            (Load, 0, 0, FirstArgumentOffset),
            (JumpIfAnyBit, 0, 3, NewNamespaces),
            (Return, 0, 0, RefuseNotPermitted),
            (JumpIfEqual, 2, 0, calls.Socket),
            (JumpIfEqual, 1, 0, calls.SocketPair),
            (Return, 0, 0, Allow),
            (Load, 0, 0, FirstArgumentOffset),
        ]);
        foreach (var family in Families)
        {
            program.Add((JumpIfEqual, 0, 1, family));
            program.Add((Return, 0, 0, Allow));
        }

        program.Add((Return, 0, 0, RefuseNoFamily));
        return Encode(program);
    }

    private static byte[] Encode(List<(ushort Code, byte Then, byte Else, uint Value)> program)
    {
        var bytes = new byte[program.Count * 8];
        var at = 0;
        foreach (var (code, then, @else, value) in program)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), code);
            bytes[at + 2] = then;
            bytes[at + 3] = @else;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 4), value);
            at += 8;
        }

        return bytes;
    }
}
