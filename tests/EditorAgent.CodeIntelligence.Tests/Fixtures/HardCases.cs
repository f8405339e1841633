using EditorAgent.CodeIntelligence.Loading.Evaluation;
using System.Diagnostics;
using EditorAgent.CodeIntelligence.Roslyn;
using EditorAgent.CodeIntelligence.Roslyn.Hosting;
using EditorAgent.CodeIntelligence.Tests.Fixtures;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.MSBuild;
using Xunit;

[assembly: AssemblyFixture(typeof(HardCases))]

namespace EditorAgent.CodeIntelligence.Tests.Fixtures;

/// <summary>
/// The solution with every hard case, copied to a temporary folder and shared by all tests of the assembly: nobody writes into it.
/// It is restored, its generator built, and it is loaded, when the first test asks for that.
/// </summary>
public sealed class HardCases : IAsyncDisposable
{
    private readonly Lazy<Task> restored;
    private readonly Lazy<Task<(CodeWorkspace Workspace, CodeSnapshot Snapshot)>> ours;
    private readonly Lazy<Task<(MSBuildWorkspace Workspace, Solution Solution)>> baseline;

    public HardCases()
    {
        this.Root = Directory.CreateTempSubdirectory("editoragent-hardcases-").FullName;
        CopyTo(this.Root);
        this.restored = new Lazy<Task>(() => RestoreAsync(this.Root));
        this.ours = new(async () =>
        {
            await this.RestoredAsync();
            return await OurWorkspace.LoadAsync(this.Root, null, CancellationToken.None);
        });
        this.baseline = new(async () =>
        {
            await this.RestoredAsync();
            _ = SdkRegistration.For(this.Root);
            return await BaselineWorkspace.LoadAsync(this.Solution, CancellationToken.None);
        });
    }

    public string Root { get; }

    public string Solution => Path.Combine(this.Root, "Lending.slnx");

    /// <summary>The sources alone, for tests that change them.</summary>
    public static void CopyTo(string target)
    {
        var original = Path.Combine(RepositoryRoot(), "tests", "fixtures", "workspaces", "hardcases");
        foreach (var file in Directory.EnumerateFiles(original, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(original, file);
            if (relative.Split(Path.DirectorySeparatorChar).Any(name => name is "bin" or "obj"))
            {
                continue;
            }

            var path = Path.Combine(target, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path);
        }
    }

    /// <summary>One framework of one project cannot be restored, on purpose, so that the restore itself reports a failure.</summary>
    public static async Task RestoreAsync(string root)
    {
        await DotnetAsync(root, "restore", "Lending.slnx");
        var build = await DotnetAsync(root, "build", "src/Lending.Generators", "--no-restore");
        Assert.True(File.Exists(Path.Combine(root, "src", "Lending.Generators", "bin", "Debug", "net10.0", "Lending.Generators.dll")), build);
    }

    public Task RestoredAsync() => this.restored.Value;

    /// <summary>As the product loads it.</summary>
    public async Task<CodeSnapshot> SnapshotAsync() => (await this.ours.Value).Snapshot;

    /// <summary>As MSBuildWorkspace loads it.</summary>
    public async Task<Solution> BaselineAsync() => (await this.baseline.Value).Solution;

    public string PathOf(string relative) => Path.Combine(this.Root, relative.Replace('/', Path.DirectorySeparatorChar));

    public async ValueTask DisposeAsync()
    {
        if (this.ours is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await this.ours.Value).Workspace.DisposeAsync();
        }

        if (this.baseline is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            (await this.baseline.Value).Workspace.Dispose();
        }

        Directory.Delete(this.Root, recursive: true);
    }

    private static async Task<string> DotnetAsync(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [.. arguments, "-tl:off", "-v:q", "-nologo"])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1" },
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output + await error;
    }

    private static string RepositoryRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "EditorAgent.sln")))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException("the repository is not above the tests");
    }
}
