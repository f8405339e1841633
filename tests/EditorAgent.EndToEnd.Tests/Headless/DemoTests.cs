using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Headless;

/// <summary>The demo as README has it, with the real <c>dotnet test</c>.</summary>
public sealed class DemoTests : IDisposable
{
    private const string Formatter = "src/Invoicing/InvoiceFormatter.cs";
    private readonly AgentFolders folders = new();

    [Fact]
    public async Task Demo_WithYes_FixesTheCodeOnTheDiskAndEndsGreen()
    {
        var result = await AgentProcess.RunAsync(this.folders, "demo", "--yes", "--model", "scripted");
        using var copy = new DemoCopy(result);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.StartsWith("Model: the built-in scripted one", result.Stdout, StringComparison.Ordinal);
        Assert.NotEqual(
            await File.ReadAllTextAsync(Path.Combine(PublishedExecutable.Folder, "demo", "invoicing", Formatter), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(Path.Combine(copy.Folder, Formatter), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Demo_WhenATestOfItsSolutionIsBroken_DoesNotEndAsSuccess()
    {
        var installation = Path.Combine(this.folders.Home, "installation");
        var executable = await PublishedExecutable.CopyToAsync(installation);
        await File.WriteAllTextAsync(
            Path.Combine(installation, "demo", "invoicing", "tests", "Invoicing.Tests", "BrokenTests.cs"),
            "public sealed class BrokenTests { [Xunit.Fact] public void Never() => Xunit.Assert.Equal(1, 2); }\n",
            TestContext.Current.CancellationToken);

        var result = await AgentProcess.RunExecutableAsync(executable, this.folders, "demo", "--yes", "--model", "scripted");
        using var copy = new DemoCopy(result);

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains("NOT green", result.Stdout, StringComparison.Ordinal);
    }

    public void Dispose() => this.folders.Dispose();

    /// <summary>The folder that the demo worked in, by its own words; it stays for the user, so the test takes it away.</summary>
    private sealed class DemoCopy(AgentResult result) : IDisposable
    {
        public string Folder { get; } = result.Stdout.Split('\n').First(line => line.StartsWith("Workspace: ", StringComparison.Ordinal))["Workspace: ".Length..];

        public void Dispose() => Directory.Delete(this.Folder, recursive: true);
    }
}
