using EditorAgent.Host.CommandLine;
using EditorAgent.Host.LoopbackHttp;
using Xunit;

namespace EditorAgent.Protocol.Tests.LoopbackHttp;

public sealed class TokenFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("token-file-");

    private string File => Path.Combine(this.folder.FullName, "token");

    [Fact]
    public void ReadOrCreate_WhenThereIsNone_MakesOneThatOnlyTheOwnerReads()
    {
        var made = TokenFile.ReadOrCreate(this.File);

        Assert.True(TokenFile.ReadOrCreate(this.File).IsIn($"Bearer {made.Reveal()}"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(this.File));
        }
    }

    [Fact]
    public void ReadOrCreate_WhenOthersCanReadIt_Refuses()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("no modes there");
            return;
        }

        TokenFile.ReadOrCreate(this.File);
        System.IO.File.SetUnixFileMode(this.File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var refusal = Assert.Throws<UserFacingException>(() => TokenFile.ReadOrCreate(this.File));

        Assert.Contains("chmod 600", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("has blanks in it has blanks in it has blanks in it")]
    public void ReadOrCreate_WhenItHoldsNoToken_Refuses(string content)
    {
        System.IO.File.WriteAllText(this.File, content);
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(this.File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Assert.Throws<UserFacingException>(() => TokenFile.ReadOrCreate(this.File));
    }

    [Fact]
    public void ToString_OfAToken_DoesNotTellIt() => Assert.DoesNotContain(BearerToken.NewRandom().Reveal()[..8], BearerToken.NewRandom().ToString(), StringComparison.Ordinal);

    public void Dispose() => this.folder.Delete(recursive: true);
}
