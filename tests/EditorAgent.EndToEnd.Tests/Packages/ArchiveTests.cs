using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EditorAgent.EndToEnd.Tests.Crash;
using EditorAgent.EndToEnd.Tests.Executable;
using EditorAgent.EndToEnd.Tests.Headless;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Packages;

/// <summary>The self-contained archive: unpacked, used, upgraded and thrown away, by somebody whose machine has nothing else.</summary>
public sealed class ArchiveTests(Unpacked unpacked) : IClassFixture<Unpacked>, IDisposable
{
    private const long Budget = 90_000_000;

    private readonly AgentFolders folders = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Times, owners and order come from the sources and not from the machine that packed them.</summary>
    [Fact]
    public async Task Archive_HoldsNothingOfTheMachineThatMadeIt()
    {
        var entries = new List<TarEntry>();
        await using var file = File.OpenRead(Unpacked.Archive);
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await using var reader = new TarReader(unzipped);
        while (await reader.GetNextEntryAsync(copyData: false, Token) is { } entry)
        {
            entries.Add(entry);
        }

        var files = entries.Where(entry => entry.EntryType != TarEntryType.Directory).ToList();
        Assert.All(entries, entry => Assert.StartsWith(Unpacked.Name + "/", entry.Name, StringComparison.Ordinal));
        Assert.Single(entries.Select(entry => (entry.Uid, entry.Gid, entry.ModificationTime)).Distinct());
        Assert.Equal((0, 0), (entries[0].Uid, entries[0].Gid));
        Assert.Equal($"{Unpacked.Name}/editor-agent", Assert.Single(files, entry => entry.Mode.HasFlag(UnixFileMode.UserExecute)).Name);
        Assert.DoesNotContain(files, entry => entry.Name.EndsWith(".pdb", StringComparison.Ordinal) || entry.Name.EndsWith(".resources.dll", StringComparison.Ordinal));
        Assert.Contains(files, entry => entry.Name == $"{Unpacked.Name}/LICENSE.md");
        Assert.InRange(file.Length, 1, Budget);
    }

    [Fact]
    public async Task Checksums_OfEveryPackage_AreRight()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(PublishedExecutable.Packages, "SHA256SUMS"), Token);
        var sums = lines.ToDictionary(line => line[66..], line => line[..64]);
        await using var archive = File.OpenRead(Unpacked.Archive);

        Assert.Equal(Convert.ToHexStringLower(await SHA256.HashDataAsync(archive, Token)), sums[Path.GetFileName(Unpacked.Archive)]);
    }

    /// <summary>No HOME, no PATH, no dotnet, a link, a read-only folder whose name holds a space and other letters.</summary>
    [Fact]
    public async Task Executable_InAnEmptyEnvironment_RunsThroughALinkAndWritesNothingBesideItself()
    {
        var link = Path.Combine(this.folders.Workspace, "editor-agent");
        File.CreateSymbolicLink(link, unpacked.Executable);
        var before = Listing(unpacked.Folder);
        this.folders.Environment.Clear();
        var version = await AgentProcess.RunExecutableAsync(link, this.folders, "--version");
        this.folders.Environment["EDITORAGENT_HOME"] = this.folders.Home;
        var doctor = await AgentProcess.RunExecutableAsync(link, this.folders, "doctor");

        Assert.True(version is { ExitCode: 0, Stderr: "" }, version.ToString());
        Assert.True(doctor is { ExitCode: 3, Stderr: "" }, doctor.ToString());
        Assert.Contains("dotnet         not found", doctor.Stdout, StringComparison.Ordinal);
        Assert.Equal(before, Listing(unpacked.Folder));
    }

    /// <summary>The worker for C# is the executable once more, started from that folder and kept in by the sandbox.</summary>
    [Fact]
    public async Task Run_FromAFolderWithASpace_AnswersAQuestionAboutCode()
    {
        await File.WriteAllTextAsync(this.folders.WorkFile("Shop.cs"), "namespace Shop; public sealed class Basket { public int Count => 1; }\n", Token);
        await using var server = await ScriptedServer.StartAsync("""
            turns:
              - answer: {calls: [{tool: find_symbol, arguments: {query: Basket}}]}
              - answer: {text: 'It is in ${result:(Shop\.cs)}.'}
            """);

        var result = await AgentProcess.RunExecutableAsync(unpacked.Executable, this.folders.WithModel(server), "run", "Where is Basket?");

        Assert.True(result.ExitCode == 0 && result.Stdout.Contains("It is in Shop.cs.", StringComparison.Ordinal), result.ToString());
    }

    /// <summary>tar puts new files in the place of the old ones, so that what runs keeps what it was started from.</summary>
    [Fact]
    public async Task Sidecar_WhileTheArchiveIsUnpackedOverIt_AnswersItsFirstPrompt()
    {
        var place = Path.Combine(this.folders.Home, "programs");
        await Unpacked.ExtractAsync(place);
        var executable = Path.Combine(place, Unpacked.Name, "editor-agent");
        await File.WriteAllTextAsync(Path.Combine(place, Unpacked.Name, "of-an-older-version.dll"), "", Token);
        await using var server = await ScriptedServer.StartAsync(Conversations.Remembering);
        await using var agent = AgentProcess.Start(executable, this.folders.WithModel(server), ["acp"]);
        var client = new AcpLines(agent);
        await client.RequestAsync(1, "initialize", new JsonObject { ["protocolVersion"] = 1 });
        await client.WaitForAnswerAsync(1);

        await Unpacked.ExtractAsync(place);
        await client.RequestAsync(2, "session/new", new JsonObject { ["cwd"] = this.folders.Workspace, ["mcpServers"] = new JsonArray() });
        var session = (await client.WaitForAnswerAsync(2))!.Value.GetProperty("result").GetProperty("sessionId").GetString();
        await client.RequestAsync(3, "session/prompt", new JsonObject
        {
            ["sessionId"] = session, ["prompt"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = "Hello" }),
        });
        var answer = await client.WaitForAnswerAsync(3);
        var next = await AgentProcess.RunExecutableAsync(executable, this.folders, "--version");

        Assert.Equal("end_turn", answer!.Value.GetProperty("result").GetProperty("stopReason").GetString());
        Assert.True(next is { ExitCode: 0, Stderr: "" }, next.ToString());
    }

    public void Dispose() => this.folders.Dispose();

    private static string[] Listing(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{file} {new FileInfo(file).Length} {File.GetLastWriteTimeUtc(file):O}")];
}
