using System.Diagnostics;
using System.Runtime.InteropServices;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Packages;

/// <summary>The archive, unpacked by tar below a folder whose name holds a space and letters of other alphabets, and made read-only.</summary>
public sealed class Unpacked : IAsyncLifetime
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("editor-agent-unpacked-");

    public static string Name => $"editor-agent-{Versions.Product}-{RuntimeInformation.RuntimeIdentifier}";

    public static string Archive => Path.Combine(PublishedExecutable.Packages, Name + ".tar.gz");

    public string Root => this.root.FullName;

    public string Place => Path.Combine(this.Root, "Prógramme à moi 東京");

    public string Folder => Path.Combine(this.Place, Name);

    public string Executable => Path.Combine(this.Folder, "editor-agent");

    public async ValueTask InitializeAsync()
    {
        await PublishedExecutable.PathAsync();
        await ExtractAsync(this.Place);
        await RunAsync("chmod", "-R", "a-w", this.Folder);
    }

    public static async Task ExtractAsync(string place)
    {
        Directory.CreateDirectory(place);
        await RunAsync("tar", "-xzf", Archive, "-C", place);
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("chmod", "-R", "u+w", this.Root);
        this.root.Delete(recursive: true);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync().WaitAsync(Limits.Hang);
        Assert.Equal(0, process.ExitCode);
    }
}
