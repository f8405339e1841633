using System.Diagnostics;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.LanguageServer;

/// <summary>
/// A real Neovim, headless, with the executable as its language server. What the user sees is checked by the script that plays the user; here is
/// checked what the model was told and that nothing runs on.
/// </summary>
public sealed class NeovimTests : IDisposable
{
    /// <summary>A project whose tests have run already: what is tested here is what the editor makes of the report.</summary>
    private const string Red = """
        <Project>
          <Target Name="Restore" />
          <Target Name="VSTest"><Copy SourceFiles="red.xml" DestinationFiles="$(VSTestResultsDirectory)/red.trx" /></Target>
        </Project>
        """;

    private const string Report = """
        <?xml version="1.0" encoding="utf-8"?>
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <Results>
            <UnitTestResult testId="1" testName="Shop.CalcTests.Adds" outcome="Failed" duration="00:00:00.001">
              <Output><ErrorInfo><Message>Expected 4 but got 5</Message><StackTrace>   at Shop.CalcTests.Adds() in CalcTests.cs:line 5</StackTrace></ErrorInfo></Output>
            </UnitTestResult>
            <UnitTestResult testId="2" testName="Shop.CalcTests.Subtracts" outcome="Passed" duration="00:00:00.001" />
          </Results>
          <TestDefinitions>
            <UnitTest id="1" name="Shop.CalcTests.Adds" storage="red.dll"><TestMethod className="Shop.CalcTests" name="Adds" /></UnitTest>
            <UnitTest id="2" name="Shop.CalcTests.Subtracts" storage="red.dll"><TestMethod className="Shop.CalcTests" name="Subtracts" /></UnitTest>
          </TestDefinitions>
          <ResultSummary outcome="Failed"><Counters total="2" executed="2" passed="1" failed="1" /></ResultSummary>
        </TestRun>
        """;

    private const string Tests = """
        namespace Shop;
        public class CalcTests
        {
            [Fact]
            public void Adds() => Assert.Equal(4, 2 + 3);

            [Fact]
            public void Subtracts() => Assert.Equal(1, 3 - 2);
        }

        """;

    private readonly AgentFolders folders = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Session_OfAUserInNeovim_GoesAsTheyChoose_AndNothingRunsOn()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/nvim"), "Neovim is not installed");
        foreach (var (name, text) in new[] { ("notes.txt", "colour=red\n"), ("Red.csproj", Red), ("red.xml", Report), ("CalcTests.cs", Tests) })
        {
            await File.WriteAllTextAsync(this.folders.WorkFile(name), text, Token);
        }

        await using var model = await ScriptedServer.StartAsync(NeovimConversation.Session);
        this.folders.WithModel(model).Environment["EDITOR_AGENT"] = await PublishedExecutable.PathAsync();
        this.folders.Environment["HOME"] = this.folders.Home;
        await this.folders.TrustAsync();

        var result = await AgentProcess.RunExecutableAsync(
            "/usr/bin/nvim", this.folders, "--headless", "-u", "NONE", "-i", "NONE", "-n", "-S", Repository.At("tests", "lsp-clients", "neovim", "session.lua"));

        Assert.True(result.ExitCode == 0, result.ToString());
        var requests = await model.RequestsAsync();
        Assert.Contains("2:1 error COL1 (painter): The colour is wrong.", requests[0], StringComparison.Ordinal);
        Assert.Contains("# mine, unsaved", requests[0], StringComparison.Ordinal);
        Assert.Contains("not saved there", string.Concat(requests), StringComparison.Ordinal);
        Assert.Contains("Expected 4 but got 5", requests[^1], StringComparison.Ordinal);
        await EndsAsync(int.Parse((result.Stdout + result.Stderr).Split("server ")[1].Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture));
    }

    public void Dispose() => this.folders.Dispose();

    /// <summary>The server of an editor that is gone; the process that started it has ended, so it is nobody's child here.</summary>
    private static async Task EndsAsync(int server)
    {
        try
        {
            using var process = Process.GetProcessById(server);
            await process.WaitForExitAsync(Token).WaitAsync(Limits.Hang, Token);
        }
        catch (ArgumentException)
        {
            // Gone already.
        }
    }
}
