using System.IO.Pipelines;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Fixing;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Loading.Caching;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;
using EditorAgent.CodeIntelligence.Tests.Roslyn.Edits;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Fixing;

/// <summary>A fix host on the SDK's own Roslyn, over pipes, and a project of two files for it.</summary>
public sealed class FixHostWorkspace : IAsyncLifetime
{
    private readonly Pipe questions = new();
    private readonly Pipe answers = new();
    private readonly CancellationTokenSource ending = new();
    private Task? running;
    private FixHostClient? client;

    internal EditWorkspace Files { get; } = new();

    public ICodeEngine Engine => this.client!.Engine;

    public static string Sdk => FixHostAvailability.Find(DotnetRoot()) ?? throw new DirectoryNotFoundException("no SDK with fixers");

    public async ValueTask InitializeAsync()
    {
        this.Files.Write("App/Main.cs", "class Main { }\n");
        this.Files.Write("App/Other.cs", "using System.Text;\n\nclass Other { }\n");
        this.Files.Write(".editorconfig", "root = true\n\n[*.cs]\nend_of_line = lf\nindent_size = 4\n");
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileNameWithoutExtension(path) == "netstandard");
        var leg = new ProjectLeg
        {
            ProjectPath = this.Files.PathOf("App/App.csproj"),
            Name = "App",
            AssemblyName = "App",
            HasDefaultItems = true,
            Arguments =
            [
                "/target:library", "/nullable:enable", "/langversion:14", "/out:obj/App.dll", $"/analyzerconfig:{this.Files.PathOf(".editorconfig")}",
                .. references.Select(path => "/reference:" + path), this.Files.PathOf("App/Main.cs"), this.Files.PathOf("App/Other.cs"),
            ],
        };
        this.Files.Write("App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />\n");
        var stored = this.Files.PathOf("stored.load");
        await File.WriteAllBytesAsync(stored, CacheFormat.Write(new CachedSolution(this.Files.Root, new LoadedSolution("App", [leg]), new LoadInputs(DateTimeOffset.UnixEpoch, Sdk))
        {
            Stamps = [],
            Environment = [.. EnvironmentStamp.Of([])],
            Installed = InstalledSdks.Hash(Sdk),
        }));

        this.running = FixHostProgram.RunAsync(this.questions.Reader.AsStream(), this.answers.Writer.AsStream(), Sdk, this.ending.Token);
        this.client = await FixHostClient.StartAsync(
            this.answers.Reader.AsStream(), this.questions.Writer.AsStream(), new InitializeParams([this.Files.Root], this.Files.PathOf("cache")), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        Assert.True(await this.client.LoadAsync(new LoadParams(stored, IsTrusted: true, 0, DateTimeOffset.MaxValue), CancellationToken.None));
    }

    /// <summary>Lists what can be done and takes the action whose title begins so; what the file becomes.</summary>
    /// <param name="text">Of <c>App/Main.cs</c>.</param>
    /// <param name="query">The question.</param>
    /// <param name="title">Of an action that has to be there.</param>
    /// <param name="scope">How far it goes.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    public async Task<string> FixAsync(string text, CodeActionsQuery query, string title, string scope, CancellationToken cancellationToken)
    {
        this.Files.Write("App/Main.cs", text);
        var list = await this.Engine.CodeActionsAsync(query, cancellationToken);
        var line = list.Text.Split('\n').FirstOrDefault(line => line.StartsWith('a') && line.Contains(title, StringComparison.Ordinal));
        Assert.True(line is not null, $"{title} is not in\n{list.Text}");
        this.Files.Store(await this.Engine.ApplyCodeActionAsync(new ApplyCodeActionQuery(line.Split(' ')[0], scope), cancellationToken));
        return this.Files.Read("App/Main.cs");
    }

    public async ValueTask DisposeAsync()
    {
        this.client?.Dispose();
        await this.ending.CancelAsync();
        await (this.running ?? Task.CompletedTask);
        this.ending.Dispose();
        this.Files.Dispose();
    }

    private static string DotnetRoot() => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
}
