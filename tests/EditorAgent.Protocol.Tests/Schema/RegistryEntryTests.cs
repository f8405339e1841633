using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace EditorAgent.Protocol.Tests.Schema;

/// <summary>The entry for the registry of agents, held to the rules of its format.</summary>
public sealed class RegistryEntryTests
{
    private static readonly string Folder = Path.Combine(Root(), "protocol", "registry");

    private static readonly JsonElement Entry = JsonElement.Parse(File.ReadAllText(Path.Combine(Folder, "agent.json")));

    [Fact]
    public void Entry_HasWhatEveryEntryMustHaveAndNothingThatNoneHas()
    {
        string[] required = ["id", "name", "version", "description", "distribution"];
        string[] optional = ["repository", "authors", "license", "icon"];
        var members = Entry.EnumerateObject().Select(member => member.Name).ToList();
        Assert.Subset(members.ToHashSet(), required.ToHashSet());
        Assert.Subset(required.Concat(optional).ToHashSet(), members.ToHashSet());
        Assert.Matches("^[a-z][a-z0-9-]*$", Text("id"));
        Assert.All(["name", "description"], name => Assert.NotEmpty(Text(name)));
    }

    [Fact]
    public void Version_IsTheOneOfEverythingElse()
    {
        var version = XDocument.Load(Path.Combine(Root(), "Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.Equal(version, Text("version"));
        Assert.Matches(@"^\d+\.\d+\.\d+", version);
    }

    [Fact]
    public void Binaries_AreOfKnownPlatforms_AndStartTheDoorOfThisVersion()
    {
        var distribution = Entry.GetProperty("distribution");
        Assert.Equal(["binary"], distribution.EnumerateObject().Select(member => member.Name));
        Assert.All(distribution.GetProperty("binary").EnumerateObject(), binary =>
        {
            Assert.Matches("^(darwin|linux|windows)-(aarch64|x86_64)$", binary.Name);
            var archive = new Uri(binary.Value.GetProperty("archive").GetString()!);
            var isWindows = binary.Name.StartsWith("windows", StringComparison.Ordinal);
            Assert.Equal("https", archive.Scheme);
            Assert.Matches($"/editor-agent-{Regex.Escape(Text("version"))}-[a-z]+-[a-z0-9]+{(isWindows ? @"\.zip" : @"\.tar\.gz")}$", archive.AbsolutePath);
            var folder = Path.GetFileName(archive.AbsolutePath).Replace(".tar.gz", "", StringComparison.Ordinal).Replace(".zip", "", StringComparison.Ordinal);
            Assert.Equal($"./{folder}/editor-agent{(isWindows ? ".exe" : "")}", binary.Value.GetProperty("cmd").GetString());
            Assert.Equal("acp", Assert.Single(binary.Value.GetProperty("args").EnumerateArray()).GetString());
        });
    }

    [Fact]
    public void Icon_IsASmallSquareDrawingInOneColour()
    {
        var icon = XDocument.Load(Path.Combine(Folder, Text("icon"))).Root!;
        Assert.Equal(("svg", "16", "16"), (icon.Name.LocalName, icon.Attribute("width")?.Value, icon.Attribute("height")?.Value));
        Assert.Equal("currentColor", icon.Attribute("stroke")?.Value);
    }

    private static string Text(string member) => Entry.GetProperty(member).GetString()!;

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "EditorAgent.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return directory.FullName;
    }
}
