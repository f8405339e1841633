using EditorAgent.Protocol.Generator;
using Xunit;

namespace EditorAgent.Protocol.Tests.Generated;

public sealed class GeneratedFilesTests
{
    [Fact]
    public void CheckedInFiles_WhenRecordsAreUnchanged_AreUpToDate()
    {
        var stale = GeneratedFiles.Stale(ProtocolFolder.Path);

        Assert.True(stale.Count == 0, $"Stale: {string.Join(", ", stale)}. Run: dotnet run --project protocol/EditorAgent.Protocol.Generator");
    }

    [Fact]
    public void Stale_WhenAFileDiffersOrIsMissing_NamesIt()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.Copy(Path.Combine(ProtocolFolder.Path, "README.md"), Path.Combine(folder.FullName, "README.md"));
            Directory.CreateDirectory(Path.Combine(folder.FullName, "schema"));
            File.WriteAllText(Path.Combine(folder.FullName, "schema", "acp.json"), "{}");

            Assert.Equal(["schema/acp.json", "schema/editoragent.json", "typescript/acp.ts", "typescript/editoragent.ts"], GeneratedFiles.Stale(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Create_WhenCalledTwice_GivesTheSameBytes()
        => Assert.Equal(GeneratedFiles.Create(ProtocolFolder.Path), GeneratedFiles.Create(ProtocolFolder.Path));
}
