using System.Collections.Concurrent;
using System.Diagnostics;
using EditorAgent.CodeIntelligence.Loading;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Loading;

public sealed class CachedLoaderTests : IDisposable
{
    private readonly DirectoryInfo store = Directory.CreateTempSubdirectory("editor-agent-cache-");
    private readonly GeneratedWorkspace workspace = new GeneratedWorkspace().Project("Core").Project("App", items: GeneratedWorkspace.Reference("Core")).Project("Lone");
    private readonly RecordedProgress progress = new();

    [Fact]
    public async Task LoadAsync_WhenNothingChanged_EvaluatesNothing()
    {
        await this.RestoredAsync("Core", "App", "Lone");
        var first = await this.LoadAsync();

        var second = await this.LoadAsync();

        Assert.Equal("App Core Lone", this.progress.Projects);
        Assert.Equal(first.Legs.SelectMany(leg => leg.Arguments), second.Legs.SelectMany(leg => leg.Arguments));
    }

    [Fact]
    public async Task LoadAsync_WhenOneProjectFileChanges_EvaluatesOnlyThatOne()
    {
        await this.RestoredAsync("Core", "App", "Lone");
        await this.LoadAsync();
        this.progress.Clear();
        this.workspace.Write("Core/Core.csproj", GeneratedWorkspace.ProjectText("<TargetFramework>net10.0</TargetFramework><DefineConstants>NOVEL</DefineConstants>"));

        var loaded = await this.LoadAsync();

        Assert.Equal("Core", this.progress.Projects);
        Assert.Equal(["App", "Core", "Lone"], loaded.Legs.Select(leg => leg.Name));
        Assert.Contains(loaded.Legs[1].Arguments, argument => argument.StartsWith("/define:", StringComparison.Ordinal) && argument.Contains("NOVEL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LoadAsync_WhenAProjectsOutputMoves_EvaluatesWhatRefersToItToo()
    {
        await this.RestoredAsync("Core", "App", "Lone");
        await this.LoadAsync();
        this.progress.Clear();
        this.workspace.Write("Core/Core.csproj", GeneratedWorkspace.ProjectText("<TargetFramework>net10.0</TargetFramework><AssemblyName>Kernel</AssemblyName>"));

        var loaded = await this.LoadAsync();

        Assert.Equal("App Core", this.progress.Projects);
        Assert.Contains(loaded.Legs[0].Arguments, argument => argument.StartsWith("/reference:", StringComparison.Ordinal) && argument.EndsWith("/Kernel.dll", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LoadAsync_WhenProjectsJoinAndLeaveTheSolution_EvaluatesOnlyTheNewOne()
    {
        await this.RestoredAsync("Core", "App", "Lone");
        await this.LoadAsync();
        this.progress.Clear();
        this.workspace.Project("Late");
        await this.RestoredAsync("Core", "App", "Late");

        var loaded = await this.LoadAsync();

        Assert.Equal("Late", this.progress.Projects);
        Assert.Equal(["App", "Core", "Late"], loaded.Legs.Select(leg => leg.Name));
    }

    [Fact]
    public async Task LoadAsync_WhenProjectsAreNamed_EvaluatesThemAlthoughNothingChanged()
    {
        await this.RestoredAsync("Core", "App", "Lone");
        await this.LoadAsync();
        this.progress.Clear();

        var loaded = await this.LoadAsync(new LoadRequest(this.workspace.Root) { Projects = [this.workspace.PathOf("Lone/Lone.csproj")] });

        Assert.Equal("Lone", this.progress.Projects);
        Assert.Equal(3, loaded.Legs.Length);
    }

    [Fact]
    public async Task LoadAsync_WhenABrokenProjectIsMended_EvaluatesItAndKeepsTheOthers()
    {
        await this.RestoredAsync("Core", "App", "Lone");
        this.workspace.Write("Lone/Lone.csproj", "<Project>");
        Assert.Single((await this.LoadAsync()).Uncovered);
        this.progress.Clear();
        this.workspace.Project("Lone");

        var loaded = await this.LoadAsync();

        Assert.Equal("Lone", this.progress.Projects);
        Assert.Empty(loaded.Uncovered);
        Assert.Equal(3, loaded.Legs.Length);
    }

    [Fact]
    public async Task LoadAsync_WhenAnInputChangesWhileItIsRead_DoesNotTrustWhatItStored()
    {
        await this.RestoredAsync("Core", "App", "Lone");
        this.progress.At("Lone", () => this.workspace.Write("Core/Core.csproj", GeneratedWorkspace.ProjectText("<TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable>")));
        await this.LoadAsync();
        this.progress.Clear();

        await this.LoadAsync();

        Assert.Equal("Core", this.progress.Projects);
    }

    [Fact]
    public async Task LoadAsync_WhenTheCacheCannotBeWritten_LoadsAndSaysSo()
    {
        await this.RestoredAsync("Lone");
        var file = Path.Join(this.store.FullName, "file");
        Directory.CreateDirectory(file);
        var loader = new CachedLoader(new SolutionCache(file), new SolutionLoader(), TimeProvider.System);
        this.progress.At("Lone", () => Directory.CreateDirectory(Directory.GetFiles(file, "*.lock").Single()[..^".lock".Length]));

        var loaded = await loader.LoadAsync(new LoadRequest(this.workspace.Root), this.progress, TestContext.Current.CancellationToken);

        Assert.Single(loaded.Legs);
        Assert.StartsWith("the load could not be stored: ", Assert.Single(loaded.Warnings));
    }

    [Fact]
    public async Task LoadAsync_WhenAnotherProcessIsLoading_WaitsUntilItIsDone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "flock");
        await this.RestoredAsync("Lone");
        await this.LoadAsync();
        var file = Directory.GetFiles(this.store.FullName, "*.lock").Single();
        using var other = Process.Start(new ProcessStartInfo("flock", [file, "sh", "-c", "echo held; cat"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        var waiting = this.LoadAsync();
        Assert.False(waiting.IsCompleted);
        other.StandardInput.Close();

        Assert.Single((await waiting).Legs);
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        this.workspace.Dispose();
        this.store.Delete(recursive: true);
    }

    private Task RestoredAsync(params string[] projects)
    {
        this.workspace.SolutionX("Shop.slnx", [.. projects.Select(name => $"{name}/{name}.csproj")]);
        return this.workspace.RestoreAsync("Shop.slnx");
    }

    private Task<LoadedSolution> LoadAsync(LoadRequest? request = null) =>
        new CachedLoader(new SolutionCache(this.store.FullName), new SolutionLoader(), TimeProvider.System).LoadAsync(request ?? new LoadRequest(this.workspace.Root), this.progress, TestContext.Current.CancellationToken);

    private sealed class RecordedProgress : IProgress<LoadProgress>
    {
        private readonly ConcurrentQueue<string> seen = new();
        private (string Project, Action Action)? trigger;

        public string Projects => string.Join(' ', this.seen.Order(StringComparer.Ordinal));

        public void At(string project, Action action) => this.trigger = (project, action);

        public void Clear() => this.seen.Clear();

        public void Report(LoadProgress value)
        {
            var name = Path.GetFileNameWithoutExtension(value.Project);
            this.seen.Enqueue(name);
            if (this.trigger is { } set && set.Project == name)
            {
                this.trigger = null;
                set.Action();
            }
        }
    }
}
