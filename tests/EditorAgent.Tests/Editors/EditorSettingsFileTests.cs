using System.Text;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.CommandLine.Editors;
using Xunit;

namespace EditorAgent.Tests.Editors;

public sealed class EditorSettingsFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("editor-settings-");

    private string Path => System.IO.Path.Combine(this.folder.FullName, "settings.json");

    private string[] Others => [.. Directory.EnumerateFiles(this.folder.FullName).Where(file => file != this.Path).Order()];

    [Fact]
    public void Change_OfAFile_ReplacesItKeepsTheOldBesideItAndItsPermissions()
    {
        File.WriteAllText(this.Path, "old");
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(this.Path, mode);
        }

        var backup = this.Settings().Change(_ => "new"u8.ToArray());

        Assert.Equal("new", File.ReadAllText(this.Path));
        Assert.Equal(backup, Assert.Single(this.Others));
        Assert.Equal("old", File.ReadAllText(backup!));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(mode, File.GetUnixFileMode(this.Path));
            Assert.Equal(mode, File.GetUnixFileMode(backup!));
        }

        Assert.NotEqual(backup, this.Settings().Change(_ => "newer"u8.ToArray()));
        Assert.Equal(2, this.Others.Length);
    }

    [Fact]
    public void Change_ThatChangesNothing_LeavesNoCopy()
    {
        File.WriteAllText(this.Path, "old");

        Assert.Null(this.Settings().Change(old => old));
        Assert.Empty(this.Others);
    }

    [Fact]
    public void Change_WhereNothingIs_MakesFolderAndFile()
    {
        var deep = System.IO.Path.Combine(this.folder.FullName, "a", "b", "acp.json");

        Assert.Null(new EditorSettingsFile(deep, TimeProvider.System).Change(_ => "new"u8.ToArray()));
        Assert.Equal("new", File.ReadAllText(deep));
    }

    [Fact]
    public void Change_WhileSomebodyElseWrites_StartsAgainFromWhatTheyWrote()
    {
        File.WriteAllText(this.Path, "old");
        var calls = 0;

        var backup = this.Settings().Change(old =>
        {
            if (++calls == 1)
            {
                File.WriteAllText(this.Path, "theirs");
            }

            return [.. old, .. "+ours"u8];
        });

        Assert.Equal("theirs+ours", File.ReadAllText(this.Path));
        Assert.Equal("theirs", File.ReadAllText(backup!));
        Assert.Single(this.Others);
    }

    [Fact]
    public void Change_WhenTheFileVanishes_WritesItAnewWithoutACopyOfWhatWasTakenAway()
    {
        File.WriteAllText(this.Path, "old");
        var seen = new List<string>();

        Assert.Null(this.Settings().Change(old =>
        {
            seen.Add(Encoding.UTF8.GetString(old));
            File.Delete(this.Path);
            return "new"u8.ToArray();
        }));

        Assert.Equal(["old", ""], seen);
        Assert.Equal("new", File.ReadAllText(this.Path));
        Assert.Empty(this.Others);
    }

    [Fact]
    public void Change_OfAFileThatNeverRests_GivesUpAndLeavesNothingBehind()
    {
        var number = 0;
        File.WriteAllText(this.Path, "0");

        var refusal = Assert.Throws<UserFacingException>(() => this.Settings().Change(_ =>
        {
            File.WriteAllText(this.Path, $"{++number}");
            return "new"u8.ToArray();
        }));

        Assert.Contains("another program", refusal.Message, StringComparison.Ordinal);
        Assert.Equal($"{number}", File.ReadAllText(this.Path));
        Assert.Empty(this.Others);
    }

    [Fact]
    public void Change_OfALink_ChangesWhatItLeadsTo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links needs rights there");
        var real = System.IO.Path.Combine(this.folder.CreateSubdirectory("dotfiles").FullName, "zed.json");
        File.WriteAllText(real, "old");
        File.CreateSymbolicLink(this.Path, real);

        this.Settings().Change(_ => "new"u8.ToArray());

        Assert.Equal(real, new FileInfo(this.Path).LinkTarget);
        Assert.Equal("new", File.ReadAllText(real));
        Assert.Single(this.Others);
    }

    [Fact]
    public void Change_InAFolderThatIsALink_ChangesTheFileThere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links needs rights there");
        var real = this.folder.CreateSubdirectory("dotfiles");
        File.WriteAllText(System.IO.Path.Combine(real.FullName, "settings.json"), "old");
        var linked = System.IO.Path.Combine(this.folder.FullName, "zed");
        Directory.CreateSymbolicLink(linked, real.FullName);

        new EditorSettingsFile(System.IO.Path.Combine(linked, "settings.json"), TimeProvider.System).Change(old => [.. old, .. "+new"u8]);

        Assert.Equal("old+new", File.ReadAllText(System.IO.Path.Combine(real.FullName, "settings.json")));
        Assert.NotNull(new DirectoryInfo(linked).LinkTarget);
    }

    [Fact]
    public void Change_OfWhatIsNoReadableSettingsFile_IsRefused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("links and modes of Unix");
            return;
        }

        Directory.CreateDirectory(this.Path);
        this.Refused("directory");
        Directory.Delete(this.Path);

        File.CreateSymbolicLink(this.Path, this.Path);
        this.Refused("cannot be");
        File.Delete(this.Path);

        File.CreateSymbolicLink(this.Path, "/dev/zero");
        this.Refused("no plain file");
        File.Delete(this.Path);

        File.WriteAllText(this.Path, "old");
        File.SetUnixFileMode(this.Path, UnixFileMode.UserRead);
        this.Refused("read-only");
        File.SetUnixFileMode(this.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        using (var huge = File.OpenWrite(this.Path))
        {
            huge.SetLength(EditorSettingsFile.LargestBytes + 1);
        }

        this.Refused("larger");
        Assert.Empty(this.Others);
    }

    public void Dispose() => this.folder.Delete(recursive: true);

    private EditorSettingsFile Settings() => new(this.Path, TimeProvider.System);

    private void Refused(string why)
    {
        var refusal = Assert.Throws<UserFacingException>(() => this.Settings().Change(_ => "new"u8.ToArray()));
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was changed.", refusal.Message, StringComparison.Ordinal);
    }
}
