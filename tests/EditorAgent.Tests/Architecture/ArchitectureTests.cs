using System.Xml.Linq;
using Xunit;

namespace EditorAgent.Tests.Architecture;

/// <summary>Holds <c>server/ARCHITECTURE.md</c> against what is built, so that the document cannot lie.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Tops = ["protocol", "server", "tests"];

    /// <summary>Projects that the tests load beside themselves, by project name; the others are judged by their project file.</summary>
    private static readonly Dictionary<string, string> Assemblies = new()
    {
        ["EditorAgent.Protocol"] = "EditorAgent.Protocol",
        ["EditorAgent.Core"] = "EditorAgent.Core",
        ["EditorAgent.ModelProviders"] = "EditorAgent.ModelProviders",
        ["EditorAgent.BuiltInTools"] = "EditorAgent.BuiltInTools",
        ["EditorAgent.CodeIntelligence"] = "EditorAgent.CodeIntelligence",
        ["EditorAgent.Mcp"] = "EditorAgent.Mcp",
        ["EditorAgent.LanguageServer"] = "EditorAgent.LanguageServer",
        ["EditorAgent.Host"] = "editor-agent",
    };

    [Fact]
    public void References_OfEveryProject_StandInTheTable()
    {
        var table = ArchitectureDocument.Table("Who may reference whom").ToDictionary(row => ArchitectureDocument.Names(row[0])[0], row => ArchitectureDocument.Names(row[1]));
        var projects = RepositoryTree.Files("*.csproj", "protocol", "server").ToDictionary(file => Path.GetFileNameWithoutExtension(file)!);

        Assert.Equal(projects.Keys.Order(), table.Keys.Order());
        foreach (var (name, file) in projects)
        {
            var references = XDocument.Load(file).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')));
            Assert.True(references.All(table[name].Contains), $"{name} references a project that ARCHITECTURE.md does not allow: {string.Join(", ", references.Except(table[name]))}");
        }
    }

    [Fact]
    public void References_OfEveryBuiltAssembly_StandInTheTable()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        foreach (var row in ArchitectureDocument.Table("Who may reference whom"))
        {
            if (!Assemblies.TryGetValue(ArchitectureDocument.Names(row[0])[0], out var assembly))
            {
                continue;
            }

            using var compiled = new CompiledAssembly(assembly);
            var allowed = ArchitectureDocument.Names(row[1]).Concat(ArchitectureDocument.Names(row[2]));
            var forbidden = compiled.References.Where(reference => !File.Exists(Path.Combine(framework, $"{reference}.dll"))).Except(allowed).ToList();
            Assert.True(forbidden.Count == 0, $"{assembly} uses what ARCHITECTURE.md does not allow: {string.Join(", ", forbidden)}");
        }
    }

    [Fact]
    public void Rooms_OfCore_UseOnlyRoomsToTheirLeft()
    {
        var stair = ArchitectureDocument.Table("The rooms of Core").Select(row => ArchitectureDocument.Names(row[0])[0]).ToList();
        var rooms = Directory.GetDirectories(Path.Combine(RepositoryTree.Root, "server", "EditorAgent.Core")).Select(Path.GetFileName).Except(["bin", "obj"]);
        Assert.Empty(rooms.Except(stair));

        using var core = new CompiledAssembly("EditorAgent.Core");
        var uses = core.Uses().Select(use => (use.Type, use.UsedType, From: RoomOf(use.Namespace, "EditorAgent.Core"), To: RoomOf(use.UsedNamespace, "EditorAgent.Core"))).Where(use => use is { From: not null, To: not null }).ToList();
        var upwards = uses.Where(use => stair.IndexOf(use.To!) > stair.IndexOf(use.From!)).Select(use => $"{use.From}.{use.Type} uses {use.To}.{use.UsedType}").Distinct().ToList();

        Assert.Contains(uses, use => use is { From: "Permissions", To: "Configuration" });
        Assert.True(upwards.Count == 0, string.Join(Environment.NewLine, upwards));
    }

    [Fact]
    public void Doors_OfHost_NeverSeeEachOther()
    {
        var doors = ArchitectureDocument.Table("The doors of Host").Select(row => ArchitectureDocument.Names(row[0])[0]).ToHashSet();
        using var host = new CompiledAssembly("editor-agent");

        var seen = host.Uses()
            .Select(use => (use.Type, use.UsedType, From: RoomOf(use.Namespace, "EditorAgent.Host"), To: RoomOf(use.UsedNamespace, "EditorAgent.Host")))
            .Where(use => use.From is not null && use.To is not null && doors.Contains(use.From) && doors.Contains(use.To) && use.From != use.To)
            .Select(use => $"{use.From}.{use.Type} sees {use.To}.{use.UsedType}")
            .Distinct();

        Assert.Empty(seen);
    }

    [Fact]
    public void Packages_InEveryProject_StandInTheTableWithTheirVersion()
    {
        var table = ArchitectureDocument.Table("Packages").ToDictionary(row => ArchitectureDocument.Names(row[0])[0], row => ArchitectureDocument.Names(row[1])[0]);
        var versions = Load(Path.Combine(RepositoryTree.Root, "Directory.Packages.props"), "PackageVersion").ToDictionary(package => package.Name, package => package.Version!);
        var files = RepositoryTree.Files("*.csproj", [.. Tops, "clients"])
            .Concat(RepositoryTree.Files("*.props", Tops))
            .Concat(RepositoryTree.Files("*.targets", Tops))
            .Concat(Directory.EnumerateFiles(RepositoryTree.Root, "*.props"))
            .Concat(Directory.EnumerateFiles(RepositoryTree.Root, "*.targets"))
            .ToList();

        var referenced = files.SelectMany(file => Load(file, "PackageReference")).Select(package => (package.Name, Version: package.Version ?? versions[package.Name]));
        var downloaded = files.SelectMany(file => Load(file, "PackageDownload")).Select(package => (package.Name, Version: package.Version!.Trim('[', ']')));
        var used = referenced.Concat(downloaded).Distinct().OrderBy(package => package.Name, StringComparer.Ordinal).ToList();

        Assert.Equal(used, table.Select(row => (row.Key, row.Value)).OrderBy(package => package.Key, StringComparer.Ordinal));
        Assert.DoesNotContain(used, package => package.Version.AsSpan().IndexOfAny("*,()[]") >= 0);
    }

    [Fact]
    public void Folders_NeverHaveANameThatSaysNothing()
    {
        string[] empty = ["utils", "util", "helpers", "helper", "common", "misc", "shared"];

        Assert.DoesNotContain(RepositoryTree.Directories([.. Tops, "clients"]), directory => empty.Contains(Path.GetFileName(directory).ToLowerInvariant()));
    }

    [Fact]
    public void SourceFiles_NeverExceedSixHundredLines()
    {
        string[] sources = [.. RepositoryTree.Files("*.cs", Tops), .. RepositoryTree.Files("*.ts", "clients"), .. RepositoryTree.Files("*.java", "clients")];

        Assert.NotEmpty(sources);
        Assert.DoesNotContain(sources, file => File.ReadLines(file).Count() > 600);
    }

    private static string? RoomOf(string name, string assembly) =>
        name.StartsWith($"{assembly}.", StringComparison.Ordinal) ? name[(assembly.Length + 1)..].Split('.')[0] : null;

    private static IEnumerable<(string Name, string? Version)> Load(string file, string element) => XDocument.Load(file)
        .Descendants(element)
        .Select(package => ((string)package.Attribute("Include")!, (string?)package.Attribute("Version")));
}
