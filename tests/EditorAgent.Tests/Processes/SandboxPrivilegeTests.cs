using Xunit;

namespace EditorAgent.Tests.Processes;

/// <summary>What rights a confined program has, and what it learns of this machine's processes.</summary>
public sealed class SandboxPrivilegeTests : IDisposable
{
    private readonly SandboxBench bench = new();

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Rights_AreNone()
    {
        var result = await this.bench.RunAsync("""
            grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status | tr -s '\t\n' '  '
            unshare -U true 2>/dev/null && echo userns
            unshare -m true 2>/dev/null && echo mountns
            mount -t tmpfs x . 2>/dev/null && echo mounted
            umount "$1" 2>/dev/null && echo unmounted
            kill -9 1; echo end
            """);

        Assert.Equal("CapEff: 0000000000000000 CapBnd: 0000000000000000 NoNewPrivs: 1 Seccomp: 2 end\n", result.Output);
        Assert.Equal(0, result.Outcome.ExitCode);
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task SystemCalls_ThatReachOtherProcessesOrTheKernel_AreRefused()
    {
        var result = await this.bench.RunAsync("""
            python3 - <<'EOF'
            import ctypes, platform
            libc = ctypes.CDLL(None, use_errno=True)
            x64 = platform.machine() == 'x86_64'
            numbers = dict(ptrace=101, process_vm_readv=310, keyctl=250, add_key=248, bpf=321, userfaultfd=323, mount=165, setns=308) if x64 else dict(ptrace=117, process_vm_readv=270, keyctl=219, add_key=217, bpf=280, userfaultfd=282, mount=40, setns=268)
            numbers.update(io_uring_setup=425, open_tree=428, fsopen=430, mount_setattr=442)
            for name, number in numbers.items():
                ctypes.set_errno(0)
                if libc.syscall(number, 0, 0, 0, 0, 0) != -1 or ctypes.get_errno() != 1: print(name, ctypes.get_errno())
            import fcntl
            for request in (0x5412, 0x541c, 0x5412 | (1 << 40)):
                ctypes.set_errno(0)
                libc.ioctl(0, ctypes.c_ulong(request), b'x')
                if ctypes.get_errno() != 1: print('ioctl', hex(request), ctypes.get_errno())
            print('end')
            EOF
            """);

        Assert.Equal("end\n", result.Output);
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Processes_OfThisMachineAndTheirEnvironments_AreNotSeen()
    {
        Environment.SetEnvironmentVariable("EDITORAGENT_TEST_API_KEY", "sk-SECRET");

        var result = await this.bench.RunAsync("cat /proc/*/environ | tr '\\0' '\\n' | grep -a SECRET; tr '\\0' '\\n' < /proc/1/environ | grep -av -e '^EDITORAGENT_RUN_ID=' -e '^PWD=' ; ls /proc | grep -c '^[0-9]*$'; ls -l /proc/self/fd | grep -c memfd");

        Assert.Matches("^[2-5]\n0\n$", result.Output);
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task Descriptors_OfTheSandbox_AreNotHandedOn()
    {
        Assert.Equal("0\n1\n2\n", (await this.bench.RunAsync("for f in 0 1 2 3 4 5 6 7 8 9 10 11; do [ -e /proc/$$/fd/$f ] && echo $f; done")).Output);
    }

    [Fact(Timeout = SandboxBench.TimeLimit)]
    public async Task HardLink_ToAFileOutsideOrProtected_IsRefused()
    {
        this.bench.Write("workspace/.vscode/settings.json", "{}");
        this.bench.Write("workspace/a.csproj", "<Project/>");
        this.bench.Write("outside/a.txt", "a");

        var result = await this.bench.RunAsync($"ln /etc/passwd l1 2>/dev/null; ln '{this.bench.Outside}/a.txt' l2 2>/dev/null; ln .vscode/settings.json l3 2>/dev/null; ln a.csproj l4 2>/dev/null; ls");

        Assert.Equal("a.csproj\n", result.Output);
    }

    public void Dispose() => this.bench.Dispose();
}
