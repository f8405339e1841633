using System.Collections.Immutable;
using EditorAgent.Core.Processes;
using Xunit;

namespace EditorAgent.Tests.Processes;

/// <summary>
/// A home, the agent's folder, a workspace and a place outside, all in a folder that is not below the system's temporary one, and a real
/// sandbox around programs in the workspace. On Linux a machine without a working sandbox fails these tests; only
/// <c>EDITORAGENT_WITHOUT_SANDBOX=1</c> says that none is expected.
/// </summary>
public sealed class SandboxBench : IDisposable
{
    public const int TimeLimit = 60_000;

    public SandboxBench()
    {
        if (Environment.GetEnvironmentVariable("EDITORAGENT_WITHOUT_SANDBOX") == "1" || !OperatingSystem.IsLinux())
        {
            Assert.Skip("no sandbox is expected on this machine");
        }

        // Not in /tmp, which nobody sees from inside, and not beside the tests, which may themselves lie there.
        this.Root = Path.Combine("/var/tmp", "editoragent-sandbox-" + Guid.NewGuid().ToString("N")[..8]);
        this.Home = this.Make("home");
        this.Agent = this.Make("home/.editoragent");
        this.Workspace = this.Make("workspace");
        this.Outside = this.Make("outside");
        File.WriteAllText(Path.Combine(this.Agent, "config.toml"), "key");
        this.Sandbox = Sandbox.Of(
            new SandboxPlaces
            {
                UserHome = this.Home,
                Hidden = [this.Agent],
                Environment = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH")! },
            },
            TimeProvider.System);
    }

    public string Root { get; }

    public string Home { get; }

    public string Agent { get; }

    public string Workspace { get; }

    public string Outside { get; }

    public Sandbox Sandbox { get; }

    public string Make(string directory) => Directory.CreateDirectory(Path.Combine(this.Root, directory)).FullName;

    public string Write(string file, string text)
    {
        var path = Path.Combine(this.Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs bash in the workspace, confined.</summary>
    public async Task<ConfinedResult> RunAsync(
        string script, CancellationToken cancellationToken, Func<Confinement, Confinement>? change = null, TimeSpan? timeout = null, TimeProvider? time = null)
    {
        using var output = new CommandOutput(null);
        var outcome = await new ProcessRunner(time ?? TimeProvider.System).RunAsync(await this.ConfineAsync(script, change, timeout), output, new Progress<string>(), cancellationToken);
        return new ConfinedResult(outcome, output.Render());
    }

    public Task<ConfinedResult> RunAsync(string script, Func<Confinement, Confinement>? change = null) =>
        this.RunAsync(script, TestContext.Current.CancellationToken, change);

    public async Task<ProcessSpecification> ConfineAsync(string script, Func<Confinement, Confinement>? change = null, TimeSpan? timeout = null)
    {
        Assert.Equal(new SandboxStatus(SandboxKind.Bubblewrap, null), await this.Sandbox.StatusAsync(TestContext.Current.CancellationToken));
        var specification = new ProcessSpecification
        {
            Program = "/bin/bash",
            Arguments = ["--norc", "--noprofile", "-c", script],
            WorkingDirectory = this.Workspace,
            Environment = ChildEnvironment.From(Environment.GetEnvironmentVariables(), new TrustedPath("/usr/bin:/bin", [])),
            Timeout = timeout ?? TimeSpan.FromSeconds(50),
        };
        var confinement = new Confinement { WritableRoots = [this.Workspace] };
        return this.Sandbox.Confine(specification, change?.Invoke(confinement) ?? confinement);
    }

    public void Dispose()
    {
        if (this.Root is not null)
        {
            Directory.Delete(this.Root, recursive: true);
        }
    }
}
