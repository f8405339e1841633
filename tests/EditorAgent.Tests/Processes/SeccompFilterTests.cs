using System.Buffers.Binary;
using EditorAgent.Core.Processes.Confining;
using Xunit;

namespace EditorAgent.Tests.Processes;

/// <summary>The filter's program, run as the kernel would run it, for both processors: also for the one that the tests do not run on.</summary>
public sealed class SeccompFilterTests
{
    private const uint Allowed = 0x7fff0000;
    private const uint NotPermitted = 0x00050001;
    private const uint NoFamily = 0x00050061;

    public static TheoryData<bool, uint, ulong, ulong, uint> Calls()
    {
        var data = new TheoryData<bool, uint, ulong, ulong, uint>();
        foreach (var isX64 in (bool[])[true, false])
        {
            var calls = isX64 ? SystemCalls.X64 : SystemCalls.Arm64;
            foreach (var number in calls.Refused)
            {
                data.Add(isX64, number, 0, 0, NotPermitted);
            }

            foreach (var number in (uint[])[0, 1, 2, 3, 60, 63, 64, 93, 435, 439])
            {
                if (!calls.Refused.Contains(number))
                {
                    data.Add(isX64, number, 0, 0, Allowed);
                }
            }

            data.Add(isX64, calls.Ioctl, 0, 0x5412, NotPermitted);
            data.Add(isX64, calls.Ioctl, 0, 0x541c, NotPermitted);
            data.Add(isX64, calls.Ioctl, 0, 0x1_0000_5412, NotPermitted);
            data.Add(isX64, calls.Ioctl, 0, 0x5401, Allowed);
            data.Add(isX64, calls.Unshare, 0x10000000, 0, NotPermitted);
            data.Add(isX64, calls.Unshare, 0x400, 0, Allowed);
            data.Add(isX64, calls.CloneProcess, 0x10000000 | 0x11, 0, NotPermitted);
            data.Add(isX64, calls.CloneProcess, 0x01200011, 0, Allowed);
            data.Add(isX64, calls.Socket, 1, 1, Allowed);
            data.Add(isX64, calls.Socket, 2, 1, Allowed);
            data.Add(isX64, calls.Socket, 10, 1, Allowed);
            data.Add(isX64, calls.Socket, 16, 3, Allowed);
            data.Add(isX64, calls.Socket, 40, 1, NoFamily);
            data.Add(isX64, calls.Socket, 17, 3, NoFamily);
            data.Add(isX64, calls.SocketPair, 1, 1, Allowed);
        }

        data.Add(true, 0x40000000 + 101, 0, 0, NotPermitted);
        return data;
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Filter_OfACall_Answers(bool isX64, uint number, ulong first, ulong second, uint answer)
    {
        var calls = isX64 ? SystemCalls.X64 : SystemCalls.Arm64;

        Assert.Equal(answer, Run(SeccompFilter.Build(calls), number, calls.Architecture, first, second));
    }

    [Fact]
    public void Filter_OfAnotherArchitecturesCall_Refuses() =>
        Assert.Equal(NotPermitted, Run(SeccompFilter.Build(SystemCalls.X64), 1, 0x40000003, 0, 0));

    /// <summary>The kernel's machine for the instructions that the filter has; any other is an error.</summary>
    private static uint Run(byte[] program, uint number, uint architecture, ulong first, ulong second)
    {
        var data = new byte[64];
        BinaryPrimitives.WriteUInt32LittleEndian(data, number);
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(4), architecture);
        BinaryPrimitives.WriteUInt64LittleEndian(data.AsSpan(16), first);
        BinaryPrimitives.WriteUInt64LittleEndian(data.AsSpan(24), second);
        uint accumulator = 0;
        for (var at = 0; ;)
        {
            var instruction = program.AsSpan(at * 8, 8);
            var value = BinaryPrimitives.ReadUInt32LittleEndian(instruction[4..]);
            at++;
            switch (BinaryPrimitives.ReadUInt16LittleEndian(instruction))
            {
                case 0x20:
                    accumulator = BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan((int)value));
                    break;
                case 0x15:
                    at += accumulator == value ? instruction[2] : instruction[3];
                    break;
                case 0x35:
                    at += accumulator >= value ? instruction[2] : instruction[3];
                    break;
                case 0x45:
                    at += (accumulator & value) != 0 ? instruction[2] : instruction[3];
                    break;
                case 0x06:
                    return value;
                default:
                    throw new InvalidOperationException("no such instruction");
            }
        }
    }
}
