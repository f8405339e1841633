using System.Text;
using EditorAgent.Core.Configuration;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Configuration;

public sealed class UserFileTests : IDisposable
{
    private static readonly UserSetting Key = new(["providers", "mine"], "api_key", "k\"1\\");

    private readonly TemporaryDirectory directory = new();

    private string FilePath => Path.Combine(this.directory.Path, "home", "config.toml");

    private UserFile File => new(new EditorAgentHome(Path.Combine(this.directory.Path, "home")));

    public void Dispose() => this.directory.Dispose();

    [Theory]
    [InlineData("", "[providers.mine]\napi_key = \"k\\\"1\\\\\"\n")]
    [InlineData("# mine\n[loop]\nmax_steps_per_turn = 3 # few", "# mine\n[loop]\nmax_steps_per_turn = 3 # few\n\n[providers.mine]\napi_key = \"k\\\"1\\\\\"\n")]
    [InlineData("[providers.mine] # here\r\ntype = 'openai'\r\n\r\n[loop]\r\n", "[providers.mine] # here\r\napi_key = \"k\\\"1\\\\\"\r\ntype = 'openai'\r\n\r\n[loop]\r\n")]
    [InlineData("[providers.mine]\n  api_key   =  'old'   # mine\nbase_url = \"http://x/v1\"\n", "[providers.mine]\n  api_key   =  \"k\\\"1\\\\\"   # mine\nbase_url = \"http://x/v1\"\n")]
    [InlineData("[providers]\nmine = { type = \"openai\", api_key = \"old\" } # ä\n", "[providers]\nmine = { type = \"openai\", api_key = \"k\\\"1\\\\\" } # ä\n")]
    [InlineData("providers.mine.api_key = \"old\"\n", "providers.mine.api_key = \"k\\\"1\\\\\"\n")]
    [InlineData("\uFEFF[providers.\"mine\"]\n", "\uFEFF[providers.\"mine\"]\napi_key = \"k\\\"1\\\\\"\n")]
    [InlineData("[providers.mine]", "[providers.mine]\napi_key = \"k\\\"1\\\\\"\n")]
    public void Set_OfAValue_LeavesEveryOtherByte(string before, string after)
    {
        this.Write(before);

        this.File.Set(Key);

        Assert.Equal(after, Encoding.UTF8.GetString(System.IO.File.ReadAllBytes(this.FilePath)));
    }

    [Theory]
    [InlineData("", "default_model = \"m\"\n")]
    [InlineData("# top\n\n[loop]\n", "default_model = \"m\"\n# top\n\n[loop]\n")]
    [InlineData("# top\ndefault_permission_mode = \"ask\"\n[loop]\n", "# top\ndefault_model = \"m\"\ndefault_permission_mode = \"ask\"\n[loop]\n")]
    [InlineData("default_model = \"o\" # old\n", "default_model = \"m\" # old\n")]
    public void Set_AtTheRoot_StandsBeforeAllTables(string before, string after)
    {
        this.Write(before);

        this.File.Set(new UserSetting([], "default_model", "m"));

        Assert.Equal(after, System.IO.File.ReadAllText(this.FilePath));
    }

    [Theory]
    [InlineData("[providers]\nmine = { type = \"openai\" }\n")]
    [InlineData("providers = { mine = { type = \"openai\" } }\n")]
    [InlineData("[[providers.mine]]\n")]
    [InlineData("providers = 3\n")]
    [InlineData("this is = no = toml\n")]
    [InlineData("[providers.mine]\napi_key = [1, 2]\n")]
    public void Set_WhenTheFileCannotBeChangedSafely_ChangesNothingAndQuotesNoKey(string text)
    {
        this.Write(text);

        var refused = Assert.Throws<ConfigurationException>(() => this.File.Set(Key));

        Assert.Equal(text, System.IO.File.ReadAllText(this.FilePath));
        Assert.Contains(this.FilePath, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key.Value, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Set_WhenTheFileIsNotUtf8_ChangesNothing()
    {
        this.Write("");
        System.IO.File.WriteAllBytes(this.FilePath, [0x23, 0xE4, 0x0A]);

        Assert.Throws<ConfigurationException>(() => this.File.Set(Key));

        Assert.Equal([0x23, 0xE4, 0x0A], System.IO.File.ReadAllBytes(this.FilePath));
    }

    [Fact]
    public void Set_WhenThereIsNoFileYet_MakesOneThatOnlyItsOwnerReads()
    {
        var written = this.File.Set(Key, new UserSetting(["providers", "mine"], "type", "openai"));

        Assert.Equal(this.FilePath, written);
        Assert.Equal("[providers.mine]\ntype = \"openai\"\napi_key = \"k\\\"1\\\\\"\n", System.IO.File.ReadAllText(written));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(written));
        }

        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(written)!));
    }

    [Fact]
    public void Set_WhenTheFileIsALink_ChangesWhatItLeadsTo()
    {
        this.Write("");
        var real = Path.Combine(this.directory.Path, "dotfiles.toml");
        System.IO.File.Move(this.FilePath, real);
        System.IO.File.CreateSymbolicLink(this.FilePath, real);

        Assert.Equal(real, this.File.Set(Key));

        Assert.NotNull(new FileInfo(this.FilePath).LinkTarget);
        Assert.StartsWith("[providers.mine]", System.IO.File.ReadAllText(real), StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_OfASetting_HoldsNoValue() => Assert.DoesNotContain(Key.Value, Key.ToString(), StringComparison.Ordinal);

    private void Write(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this.FilePath)!);
        System.IO.File.WriteAllBytes(this.FilePath, Encoding.UTF8.GetBytes(text));
    }
}
