using System.Diagnostics;

namespace EditorAgent.CodeIntelligence.Tests.Loading;

/// <summary>A directory of small projects, restored by the real SDK without any package source.</summary>
internal sealed class GeneratedWorkspace : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("editor-agent-load-");

    public GeneratedWorkspace()
    {
        // What lies above the temporary directory must not have a say.
        this.Write("Directory.Build.props", "<Project />");
        this.Write("Directory.Build.targets", "<Project />");
        this.Write("Directory.Packages.props", "<Project />");
        this.Write("nuget.config", "<configuration><packageSources><clear /></packageSources></configuration>");
    }

    public string Root => this.folder.FullName;

    public string PathOf(string relative) => Path.Combine(this.Root, relative);

    public GeneratedWorkspace Write(string relative, string text)
    {
        var path = this.PathOf(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    /// <summary>A project in a folder of its name, with one class.</summary>
    public GeneratedWorkspace Project(string name, string? properties = null, string? items = null) => this
        .Write($"{name}/{name}.csproj", ProjectText(properties ?? "<TargetFramework>net10.0</TargetFramework>", items))
        .Write($"{name}/{name}Class.cs", $"namespace {name};\n\npublic class {name}Class;\n");

    public static string ProjectText(string properties, string? items = null) =>
        $"<Project Sdk=\"Microsoft.NET.Sdk\">\n<PropertyGroup>{properties}</PropertyGroup>\n<ItemGroup>{items}</ItemGroup>\n</Project>\n";

    public static string Reference(string name) => $"<ProjectReference Include=\"../{name}/{name}.csproj\" />";

    public GeneratedWorkspace SolutionX(string name, params string[] projects) =>
        this.Write(name, $"<Solution>{string.Concat(projects.Select(project => $"<Project Path=\"{project}\" />"))}</Solution>");

    /// <summary>The exit code may be bad on purpose, the assets are there anyway.</summary>
    public Task RestoreAsync(string relative) => this.DotnetAsync("restore", relative, "-tl:off", "-v:q");

    public async Task<string> DotnetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = this.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return await output + await errors;
    }

    public void Dispose() => this.folder.Delete(recursive: true);
}
