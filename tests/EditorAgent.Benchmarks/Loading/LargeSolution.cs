using System.Diagnostics;
using System.Text;

namespace EditorAgent.Benchmarks.Loading;

/// <summary>
/// A synthetic C# solution: layered projects that refer to each other, files of ordinary size, always the same for the same numbers. It compiles
/// without errors and needs no package.
/// </summary>
internal static class LargeSolution
{
    private const int ReferencesPerProject = 3;
    private const int MembersPerFile = 12;

    /// <summary>The solution file, written and restored below the folder.</summary>
    public static async Task<string> WriteAsync(string folder, int projects, int filesPerProject)
    {
        Write(folder, "nuget.config", "<configuration><packageSources><clear /></packageSources></configuration>");
        Write(folder, "Directory.Build.targets", "<Project />");
        Write(folder, "Directory.Packages.props", "<Project />");
        Write(folder, ".editorconfig", "root = true\n\n[*.cs]\nindent_size = 4\ndotnet_diagnostic.CS1591.severity = none\n");
        Write(folder, "Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <Company>Synthetic</Company>
              </PropertyGroup>
            </Project>
            """);
        for (var project = 0; project < projects; project++)
        {
            WriteProject(folder, project, filesPerProject);
        }

        var solution = Path.Combine(folder, "Large.slnx");
        Write(folder, "Large.slnx", $"<Solution>\n{string.Concat(Enumerable.Range(0, projects).Select(project => $"  <Project Path=\"src/{Name(project)}/{Name(project)}.csproj\" />\n"))}</Solution>\n");
        using var restore = Process.Start(new ProcessStartInfo("dotnet", ["restore", solution, "-v:q", "-tl:off", "-nologo"]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = await restore.StandardOutput.ReadToEndAsync();
        await restore.WaitForExitAsync();
        return restore.ExitCode == 0 ? solution : throw new InvalidOperationException($"dotnet restore failed:\n{output}");
    }

    private static void WriteProject(string folder, int project, int files)
    {
        var references = References(project).ToList();
        Write(folder, $"src/{Name(project)}/{Name(project)}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
            {string.Join('\n', references.Select(reference => $"    <ProjectReference Include=\"../{Name(reference)}/{Name(reference)}.csproj\" />"))}
              </ItemGroup>
            </Project>
            """);
        for (var file = 0; file < files; file++)
        {
            Write(folder, $"src/{Name(project)}/Area{file % 7}/Service{file}.cs", Source(project, file, references, files));
        }
    }

    private static string Source(int project, int file, List<int> references, int files)
    {
        var source = new StringBuilder();
        foreach (var reference in references)
        {
            source.Append($"using {Name(reference)};\n");
        }

        source.Append($"\nnamespace {Name(project)};\n\npublic interface IService{file}\n{{\n    int Run0(int amount);\n}}\n\npublic sealed class Service{file} : IService{file}\n{{\n    private readonly List<string> log = [];\n\n    public string? Title {{ get; set; }}\n");
        for (var member = 0; member < MembersPerFile; member++)
        {
            var call = references.Count > 0 && member > 0
                ? $"new {Name(references[member % references.Count])}.Service{(file + member) % files}().Run{member - 1}(amount)"
                : "amount * 2";
            source.Append($$"""

                    public int Run{{member}}(int amount)
                    {
                        this.log.Add($"{{member}}: {amount} {this.Title ?? "none"}");
                        var total = {{call}};
                        foreach (var line in this.log.Where(line => line.Length > amount).OrderBy(line => line))
                        {
                            total += line.Length;
                        }

                        return total;
                    }

                """);
        }

        return source.Append("}\n").ToString();
    }

    private static IEnumerable<int> References(int project) =>
        Enumerable.Range(1, ReferencesPerProject).Select(step => project - (step * step)).Where(reference => reference >= 0);

    private static string Name(int project) => $"Layer{project:00}";

    private static void Write(string folder, string relative, string text)
    {
        var path = Path.Combine(folder, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
