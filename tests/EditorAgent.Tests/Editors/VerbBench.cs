using System.Text;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.CommandLine.Editors;

namespace EditorAgent.Tests.Editors;

/// <summary>An account with a home of its own, and the verbs that set up its editors.</summary>
internal sealed class VerbBench : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("editors-");

    public VerbBench()
    {
        File.WriteAllText(this.Executable, "");
        this.Variables["HOME"] = this.home.FullName;
        this.Variables["APPDATA"] = this.home.FullName;
        this.Variables["EDITORAGENT_HOME"] = this.At(".editoragent");
    }

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public string Executable => this.At("editor-agent");

    public string JetBrains => EditorPlaces.Of(this.Context(new MemoryStream())).JetBrainsFile;

    public string Zed => EditorPlaces.Of(this.Context(new MemoryStream())).ZedFile;

    public string At(params ReadOnlySpan<string> names) => Path.Combine([this.home.FullName, .. names]);

    public string Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    public VerbContext Context(Stream output) => new(output, this.Variables);

    public Task<string> InstallAsync(string ide, params string[] variables) => this.InstallAsync(this.Request(ide) with { Variables = variables });

    public async Task<string> InstallAsync(AcpRegistration.Request request)
    {
        using var output = new MemoryStream();
        await AcpRegistration.InstallAsync(this.Context(output), request, TimeProvider.System);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    public async Task<string> UninstallAsync(AcpRegistration.Request request)
    {
        using var output = new MemoryStream();
        await AcpRegistration.UninstallAsync(this.Context(output), request, TimeProvider.System);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    public AcpRegistration.Request Request(string ide) => new(ide, this.Executable, [], Force: false, DryRun: false);

    public void Dispose() => this.home.Delete(recursive: true);
}
