using EditorAgent.Core.Sessions.Journal;
using Xunit;

namespace EditorAgent.Tests.Sessions;

public sealed class SessionCreationTests : IDisposable
{
    private readonly SessionFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => this.folder.Dispose();

    [Theory]
    [InlineData("there")]
    [InlineData("nowhere")]
    public void Create_WhenALinkHasTheJournalsName_IsRefusedAndWritesNothing(string target)
    {
        var there = Path.Combine(this.folder.Root, "there");
        File.WriteAllText(there, "the user's");
        var name = Path.Combine(this.folder.Root, JournalFile.Name);
        File.CreateSymbolicLink(name, Path.Combine(this.folder.Root, target));

        Assert.Throws<IOException>(() => JournalFile.Create(name));
        Assert.Equal("the user's", File.ReadAllText(there));
        Assert.False(File.Exists(Path.Combine(this.folder.Root, "nowhere")));
    }

    [Fact]
    public void Create_WhenAJournalExists_LeavesIt()
    {
        var name = Path.Combine(this.folder.Root, JournalFile.Name);
        File.WriteAllText(name, "old\n");
        Assert.Throws<IOException>(() => JournalFile.Create(name));
        Assert.Equal("old\n", File.ReadAllText(name));
    }

    [Fact]
    public void Open_WhenTheJournalIsGone_MakesNone()
    {
        var name = Path.Combine(this.folder.Root, JournalFile.Name);
        Assert.Throws<FileNotFoundException>(() => JournalFile.Open(name, 0));
        Assert.False(File.Exists(name));
    }

    [Fact]
    public async Task CreateAsync_WhenTheSessionsDirectoryIsALinkOfTheUser_Works()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(this.folder.Root, "elsewhere")).FullName;
        var link = Path.Combine(this.folder.Root, "link");
        Directory.CreateSymbolicLink(link, elsewhere);
        await using var session = await new EditorAgent.Core.Sessions.SessionStore(link, TimeProvider.System).CreateAsync("/w", [], "1.0", Token);
        Assert.Single(Directory.EnumerateFiles(elsewhere, JournalFile.Name, SearchOption.AllDirectories));
    }
}
