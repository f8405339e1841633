using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Executable;

/// <summary>
/// The executable as users get it: out of the archive that <c>.ci/package</c> makes. Made once, however many test processes ask, and again only
/// when a source of it has changed. It is built apart from the solution's own outputs, so packing never disturbs a build that runs beside it.
/// </summary>
internal static class PublishedExecutable
{
    private static readonly Lazy<Task> Publishing = new(PublishIfStaleAsync);

    public static string Folder { get; } = Repository.At("artifacts", "publish", "editor-agent");

    /// <summary>Where the packages are once <see cref="PathAsync"/> has ended: the archive, the tool, the checksums.</summary>
    public static string Packages { get; } = Repository.At("artifacts", "packages");

    private static string StampFile => Folder + ".stamp";

    /// <summary>The path of <c>editor-agent</c>, ready to be started.</summary>
    public static async Task<string> PathAsync()
    {
        await Publishing.Value.WaitAsync(TestContext.Current.CancellationToken);
        return ExecutableIn(Folder);
    }

    /// <summary>A copy that a test may damage.</summary>
    public static async Task<string> CopyToAsync(string folder)
    {
        await PathAsync();
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return ExecutableIn(folder);
    }

    private static string ExecutableIn(string folder) => Path.Combine(folder, OperatingSystem.IsWindows() ? "editor-agent.exe" : "editor-agent");

    private static async Task PublishIfStaleAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Folder)!);
        await using var turn = await WaitForTurnAsync();
        var stamp = SourceStamp.Compute();
        if (File.Exists(ExecutableIn(Folder)) && File.Exists(StampFile) && await File.ReadAllTextAsync(StampFile) == stamp)
        {
            return;
        }

        File.Delete(StampFile);
        await PackAsync();
        await File.WriteAllTextAsync(StampFile, stamp);
    }

    private static async Task PackAsync()
    {
        using var limit = new CancellationTokenSource(Limits.Publish);
        using var process = Process.Start(PackCommand())!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($".ci/package ended with {process.ExitCode}:\n{await output}{await errors}");
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static ProcessStartInfo PackCommand()
    {
        string[] arguments = [Repository.At(".ci", "package"), "--rid", RuntimeInformation.RuntimeIdentifier, "archive", "tool"];
        var start = new ProcessStartInfo("bash", arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // dotnet test tells its children which MSBuild it uses itself; a build of its own must find its own.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["PATH"] = Repository.DotnetRoot + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        return start;
    }

    private static async Task<FileStream> WaitForTurnAsync()
    {
        using var limit = new CancellationTokenSource(Limits.Publish);
        while (true)
        {
            try
            {
                return new FileStream(Folder + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
            }
        }
    }
}
