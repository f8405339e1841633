using EditorAgent.CodeIntelligence.Loading;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Loading;

public sealed class SolutionCacheTests(CachedWorkspace workspace) : IClassFixture<CachedWorkspace>
{
    [Theory]
    [InlineData("Core/Core.csproj", "Core")]
    [InlineData("App/App.csproj", "App")]
    [InlineData("Directory.Build.props", "App Core Lone")]
    [InlineData("Directory.Build.targets", "App Core Lone")]
    [InlineData("Directory.Packages.props", "App Core Lone")]
    [InlineData("nuget.config", "App Core Lone")]
    [InlineData("App/obj/project.assets.json", "App")]
    [InlineData("Core/obj/Core.csproj.nuget.g.props", "Core")]
    [InlineData("Core/obj/Core.csproj.nuget.g.targets", "Core")]
    public async Task Read_WhenAnInputHasOtherText_NamesTheProjectsMadeFromIt(string file, string stale) =>
        Assert.Equal(stale, await this.StaleAsync(file, text => text + "\n"));

    [Theory]
    [InlineData("App/Directory.Build.targets", "App")]
    [InlineData("App/App.csproj.user", "App")]
    [InlineData("App/local.props", "App")]
    [InlineData("global.json", "App Core Lone")]
    [InlineData("Core/global.json", "Core")]
    [InlineData("App/.editorconfig", "App")]
    [InlineData("App/Deep/Down/.editorconfig", "App")]
    [InlineData("Shared/.editorconfig", "App")]
    [InlineData(".editorconfig", "App Core Lone")]
    [InlineData(".globalconfig", "App Core Lone")]
    [InlineData("Shared/More/Another.cs", "App")]
    [InlineData("App/Page.razor", "App")]
    [InlineData("lib/Missing.dll", "App")]
    public async Task Read_WhenAnAbsentInputAppears_NamesTheProjectsThatWouldSeeIt(string file, string stale) =>
        Assert.Equal(stale, await this.StaleAsync(file, _ => ""));

    [Theory]
    [InlineData("App/obj/Debug/net10.0/App.GlobalUsings.g.cs", "App")]
    [InlineData("App/obj/project.assets.json", "App")]
    [InlineData("Shared/Shared.cs", "App")]
    [InlineData("Core/Core.csproj", "Core")]
    public async Task Read_WhenAnInputIsGone_NamesTheProjectsMadeFromIt(string file, string stale) =>
        Assert.Equal(stale, await this.StaleAsync(file, _ => null));

    [Theory]
    [InlineData("App/AppClass.cs")]
    [InlineData("App/bin/Debug/net10.0/Stray.cs")]
    [InlineData("App/obj/Debug/net10.0/Stray.cs")]
    [InlineData("App/.hidden/Stray.cs")]
    [InlineData("App/appsettings.json")]
    [InlineData("README.md")]
    public async Task Read_WhenOnlyWhatDoesNotCountChanges_IsFresh(string file) =>
        Assert.Equal("", await this.StaleAsync(file, text => text + "// more"));

    [Fact]
    public void Read_WhenFilesAreMerelyTouched_IsFresh()
    {
        foreach (var file in (string[])["Core/Core.csproj", "Directory.Build.props", "App/obj/project.assets.json", "Shop.slnx"])
        {
            File.SetLastWriteTimeUtc(workspace.PathOf(file), DateTime.UtcNow);
        }

        Assert.True(workspace.Read().IsFresh);
    }

    [Fact]
    public async Task Read_WhenTextOfEqualLengthIsWrittenUnderTheOldTime_StillSeesIt()
    {
        var path = workspace.PathOf("Directory.Build.props");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        await workspace.LoadAsync();
        var time = File.GetLastWriteTimeUtc(path);

        var stale = await workspace.WithAsync("Directory.Build.props", text => text.Replace("<Project />", "<Project/ >", StringComparison.Ordinal), () =>
        {
            File.SetLastWriteTimeUtc(path, time);
            return Task.FromResult(workspace.Read().Stale);
        });

        Assert.Equal(3, stale.Length);
    }

    [Fact]
    public async Task Read_WhenASourceIsAdded_PutsItIntoTheLegWithoutMSBuild()
    {
        var hit = await workspace.WithAsync("Core/New folder/New.cs", _ => "class New;", () => Task.FromResult(workspace.Read()));

        Assert.True(hit.IsFresh);
        Assert.Equal([workspace.PathOf("Core/New folder/New.cs")], Assert.Single(hit.Patched).Added);
        Assert.Contains(Path.Join("New folder", "New.cs"), hit.Solution.Legs.Single(leg => leg.Name == "Core").Arguments);
    }

    [Fact]
    public async Task Read_WhenASourceIsGone_TakesItOutOfTheLegWithoutMSBuild()
    {
        var hit = await workspace.WithAsync("Lone/LoneClass.cs", _ => null, () => Task.FromResult(workspace.Read()));

        Assert.True(hit.IsFresh);
        Assert.Equal([workspace.PathOf("Lone/LoneClass.cs")], Assert.Single(hit.Patched).Removed);
        Assert.DoesNotContain("LoneClass.cs", hit.Solution.Legs.Single(leg => leg.Name == "Lone").Arguments);
    }

    [Theory]
    [InlineData("Shop.slnx")]
    [InlineData("Other.slnx")]
    public async Task Read_WhenSolutionsChange_SaysThatProjectsMayDiffer(string file)
    {
        var hit = await workspace.WithAsync(file, text => text + "\n", () => Task.FromResult(workspace.Read()));

        Assert.True(hit.ProjectsMayDiffer);
        Assert.False(hit.IsFresh);
    }

    [Fact]
    public void Read_WhenAVariableThatAProjectReadsChanges_IsAMissAndOtherVariablesAreNot()
    {
        Environment.SetEnvironmentVariable("EDITOR_AGENT_NOBODY_READS_THIS", "1");
        Assert.True(workspace.Read().IsFresh);
        try
        {
            Environment.SetEnvironmentVariable("SHOP_FLAVOUR", "sweet");

            Assert.IsType<CacheAnswer.Miss>(workspace.Cache.Read(workspace.Request));
        }
        finally
        {
            Environment.SetEnvironmentVariable("SHOP_FLAVOUR", null);
            Environment.SetEnvironmentVariable("EDITOR_AGENT_NOBODY_READS_THIS", null);
        }

        Assert.True(workspace.Read().IsFresh);
    }

    [Fact]
    public async Task Read_WhenTheFileIsDamagedAnywhere_IsAMiss()
    {
        using var copy = new CacheCopy(workspace);
        var whole = await File.ReadAllBytesAsync(copy.File);
        Assert.IsType<CacheAnswer.Hit>(copy.Cache.Read(workspace.Request));
        foreach (var length in (int[])[0, 3, 20, 51, 52, whole.Length / 2, whole.Length - 1])
        {
            await File.WriteAllBytesAsync(copy.File, whole[..length]);
            Assert.IsType<CacheAnswer.Miss>(copy.Cache.Read(workspace.Request));
        }

        for (var at = 0; at < whole.Length; at += Math.Max(1, whole.Length / 97))
        {
            var flipped = whole.ToArray();
            flipped[at] ^= 0x40;
            await File.WriteAllBytesAsync(copy.File, flipped);
            Assert.IsType<CacheAnswer.Miss>(copy.Cache.Read(workspace.Request));
        }
    }

    private async Task<string> StaleAsync(string file, Func<string, string?> change)
    {
        Assert.True(workspace.Read().IsFresh);
        var stale = await workspace.WithAsync(file, change, () => Task.FromResult(workspace.Read().Stale));
        Assert.True(workspace.Read().IsFresh);
        return string.Join(' ', stale.Select(project => Path.GetFileNameWithoutExtension(project.Path)).Order());
    }
}
