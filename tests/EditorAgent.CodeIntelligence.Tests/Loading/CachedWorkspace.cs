using System.Text;
using EditorAgent.CodeIntelligence.Loading;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Loading;

/// <summary>Two projects that were loaded into a cache once; each test changes something and puts it back.</summary>
public sealed class CachedWorkspace : IAsyncLifetime
{
    private readonly GeneratedWorkspace workspace = new();
    private readonly DirectoryInfo store = Directory.CreateTempSubdirectory("editor-agent-cache-");

    public string Root => this.workspace.Root;

    public string Store => this.store.FullName;

    internal SolutionCache Cache => new(this.store.FullName);

    internal LoadRequest Request => new(this.Root);

    public async ValueTask InitializeAsync()
    {
        this.workspace
            .Project("Core")
            .Project("App", "<TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Flavour>$(SHOP_FLAVOUR)</Flavour>", $"""
                {GeneratedWorkspace.Reference("Core")}
                <Compile Include="../Shared/**/*.cs" LinkBase="Shared" />
                <Reference Include="Missing"><HintPath>../lib/Missing.dll</HintPath></Reference>
                </ItemGroup><Import Project="local.props" Condition="Exists('local.props')" /><ItemGroup>
                """)
            .Project("Lone")
            .Write("Shared/Shared.cs", "class Shared;")
            .SolutionX("Shop.slnx", "Core/Core.csproj", "App/App.csproj", "Lone/Lone.csproj");
        await this.workspace.RestoreAsync("Shop.slnx");
        await this.LoadAsync();
    }

    internal Task<LoadedSolution> LoadAsync() =>
        new CachedLoader(this.Cache, new SolutionLoader(), TimeProvider.System).LoadAsync(this.Request, new NoProgress(), TestContext.Current.CancellationToken);

    internal string PathOf(string relative) => this.workspace.PathOf(relative);

    internal CacheAnswer.Hit Read() => Assert.IsType<CacheAnswer.Hit>(this.Cache.Read(this.Request));

    /// <summary>Does something to a file and takes it back afterwards, byte for byte.</summary>
    internal async Task<T> WithAsync<T>(string relative, Func<string, string?> change, Func<Task<T>> then)
    {
        var path = this.PathOf(relative);
        var before = File.Exists(path) ? await File.ReadAllBytesAsync(path) : null;
        await PutAsync(path, change(before is null ? "" : Encoding.UTF8.GetString(before)) is { } text ? Encoding.UTF8.GetBytes(text) : null);
        try
        {
            return await then();
        }
        finally
        {
            await PutAsync(path, before);
        }
    }

    public ValueTask DisposeAsync()
    {
        this.workspace.Dispose();
        this.store.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task PutAsync(string path, byte[]? bytes)
    {
        if (bytes is null)
        {
            File.Delete(path);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, bytes);
    }
}
