using System.Collections.Immutable;
using System.Diagnostics;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Workers;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Architecture;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EditorAgent.Tests.CodeIntelligence.Workers;

/// <summary>The C# worker as a real process: started when asked, loaded after trust, started again when it dies, gone when nobody needs it.</summary>
public sealed class CSharpWorkerTests : IAsyncDisposable
{
    /// <summary>Built with the same configuration as this assembly.</summary>
    private static readonly string HostOutput = System.IO.Path.Combine(
        [RepositoryTree.Root, "server", "EditorAgent.Host", "bin", .. AppContext.BaseDirectory.TrimEnd(System.IO.Path.DirectorySeparatorChar).Split(System.IO.Path.DirectorySeparatorChar)[^2..]]);

    private static readonly FindReferencesQuery Uses = new("Greeter.Greet", [], null, 0, 6_000);

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("editoragent-worker-");
    private readonly CSharpWorker worker;
    private readonly WorkspaceTrust trust;

    public CSharpWorkerTests()
    {
        this.Write("work/App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        this.Write("work/App/Greeter.cs", "namespace App;\n\npublic static class Greeter\n{\n    public static string Greet(string name) => \"Hello \" + name;\n}\n");
        this.Write("work/App/Use.cs", "namespace App;\n\npublic static class Use\n{\n    public static string Twice() => Greeter.Greet(\"a\") + Greeter.Greet(\"b\");\n}\n");
        var workspace = new Workspace(this.Path("work"), [], []);
        this.trust = WorkspaceTrust.GivenForSession(new TrustStore(this.Path("trust"), TimeProvider.System), workspace);
        this.worker = new CSharpWorker(
            new WorkerPlace(WorkerCommand.In(HostOutput), workspace.RealRoots, this.Path("cache"), Sandbox.Absent("not in this test"), TimeProvider.System),
            NullLogger.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Questions_BeforeTrust_AreAnsweredFromSyntaxAndRunNothing()
    {
        var found = await this.worker.FindSymbolAsync(new FindSymbolQuery("Greeter", null, null, false, 10, 6_000), Token);
        var uses = await this.worker.FindReferencesAsync(Uses, Token);

        Assert.Contains("App.Greeter", found.Text, StringComparison.Ordinal);
        Assert.Contains("syntax-only", found.Text, StringComparison.Ordinal);
        Assert.Equal(CodeError.NotLoaded, uses.Error);
        Assert.False(Directory.Exists(this.Path("work/App/obj")));
    }

    [Fact]
    public async Task Kill_BetweenQuestions_CostsALoadFromTheCacheAndNothingElse()
    {
        await this.LoadAsync();
        Assert.Contains("App/Use.cs", (await AnsweredAsync(() => this.worker.FindReferencesAsync(Uses, Token))).Text, StringComparison.Ordinal);
        var first = this.worker.ProcessId!.Value;

        Kill(first);
        await this.GoneAsync(first);
        await this.LoadAsync();

        Assert.NotEqual(first, this.worker.ProcessId);
        Assert.Contains("App/Use.cs", (await AnsweredAsync(() => this.worker.FindReferencesAsync(Uses, Token))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kill_OfEveryNewWorker_IsSaidAfterSomeTries()
    {
        CodeAnswer answer;
        var tries = 0;
        do
        {
            answer = await this.worker.FindSymbolAsync(new FindSymbolQuery("Greeter", null, null, false, 10, 6_000), Token);
            if (this.worker.ProcessId is { } id)
            {
                Kill(id);
                await this.GoneAsync(id);
            }
        }
        while (answer.Error is null && ++tries < 20);

        Assert.Equal(CodeError.Failed, answer.Error);
        Assert.Contains("keeps ending", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_WhenTheProjectFileIsBroken_SaysSoInTheCoverage()
    {
        this.Write("work/App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup>");

        await this.worker.LoadAsync(await this.TrustedAsync(), this.trust, new Progress<string>(), Token);
        var answer = await this.worker.DiagnosticsAsync(new DiagnosticsQuery("solution", "warning", [], false, null, 6_000), Token);

        Assert.Contains("0/1 projects (App", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delta_AfterAnEdit_NamesTheErrorInTheOtherFile()
    {
        await this.LoadAsync();
        var before = await File.ReadAllTextAsync(this.Path("work/App/Greeter.cs"), Token);
        var after = before.Replace("string name", "int number", StringComparison.Ordinal).Replace("+ name", "+ number", StringComparison.Ordinal);
        await File.WriteAllTextAsync(this.Path("work/App/Greeter.cs"), after, Token);

        var delta = await AnsweredAsync(() => this.worker.DeltaAsync(new DeltaQuery([new WrittenFile(this.Path("work/App/Greeter.cs"), before, after)], 9_000), Token));

        Assert.Contains("new 2", delta.Text, StringComparison.Ordinal);
        Assert.Contains("CS1503", delta.Text, StringComparison.Ordinal);
        Assert.Contains("App/Use.cs:5", delta.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_EndsTheProcess()
    {
        await this.worker.FindSymbolAsync(new FindSymbolQuery("Greeter", null, null, false, 10, 6_000), Token);
        var id = this.worker.ProcessId!.Value;

        await this.worker.DisposeAsync();

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }

    public async ValueTask DisposeAsync()
    {
        await this.worker.DisposeAsync();
        this.root.Delete(recursive: true);
    }

    private static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
    }

    /// <summary>Until the connection has noticed; there is nothing else to wait for.</summary>
    private async Task GoneAsync(int id)
    {
        while (this.worker.ProcessId == id)
        {
            await Task.Yield();
        }
    }

    /// <summary>What a busy machine did not work out in ten seconds is asked again, as the answer says.</summary>
    private static async Task<CodeAnswer> AnsweredAsync(Func<Task<CodeAnswer>> ask)
    {
        var answer = await ask();
        for (var again = 0; again < 2 && answer.Error == CodeError.Deadline; again++)
        {
            answer = await ask();
        }

        return answer;
    }

    private async Task<TrustedWorkspace> TrustedAsync() => Assert.IsType<TrustCheck.Trusted>(await this.trust.CheckAsync(Token)).Workspace;

    private async Task LoadAsync() => Assert.Null(await this.worker.LoadAsync(await this.TrustedAsync(), this.trust, new Progress<string>(), Token));

    private string Path(string relative) => System.IO.Path.Combine(this.root.FullName, relative);

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this.Path(file))!);
        File.WriteAllText(this.Path(file), text);
    }
}
