using EditorAgent.Host.CommandLine.Editors;
using Xunit;

namespace EditorAgent.Tests.Editors;

public sealed class EditorLinesTests : IDisposable
{
    private readonly VerbBench bench = new();

    [Fact]
    public async Task Write_OnAMachineWithoutEditors_IsOneLine()
    {
        Assert.Equal("editors        not found here: VS Code, JetBrains IDEs, Zed, Neovim, Emacs, Helix, Sublime Text\n", await this.LinesAsync());
    }

    [Fact]
    public async Task Write_OfEditorsThatDoNotKnowUs_GivesTheCommandForEach()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the folders of Linux");
        foreach (var folder in new[] { ".vscode/extensions/other.thing-1.0.0", ".config/JetBrains", ".config/zed", ".config/nvim", ".emacs.d", ".config/helix", ".config/sublime-text/Packages/User" })
        {
            Directory.CreateDirectory(this.bench.At(folder));
        }

        Assert.Equal(NotSetUp("code"), await this.LinesAsync());
    }

    [Fact]
    public async Task Write_OfEditorsThatNeverRan_FindsThemByTheirProgramsOnThePath()
    {
        this.Programs("codium", "rider", "zeditor", "nvim", "emacs", "hx", "subl");

        Assert.Equal(NotSetUp("codium"), await this.LinesAsync());
    }

    [Fact]
    public async Task Write_OfWhatOnlyHasTheNameOfAProgram_FindsNoEditor()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "what can be started is told by modes on Unix");
        Directory.CreateDirectory(this.bench.At("bin", "nvim"));
        this.bench.Write(this.bench.At("bin", "zed"), "no program");
        File.CreateSymbolicLink(this.bench.At("bin", "hx"), this.bench.At("gone"));
        this.bench.Variables["PATH"] = $"relative{Path.PathSeparator}{Path.PathSeparator}{this.bench.At("bin")}";

        Assert.StartsWith("editors        not found here: VS Code, ", await this.LinesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_OfEditorsThatKnowUs_NamesTheFiles()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the folders of Linux");
        await this.bench.InstallAsync("jetbrains");
        await this.bench.InstallAsync("zed");
        Directory.CreateDirectory(this.bench.At(".vscode/extensions/editoragent.editoragent-0.1.0"));
        var lua = this.bench.Write(this.bench.At(".config/nvim/lua/plugins/agents.lua"), "cmd = { '/x/editor-agent', 'lsp' }");
        var init = this.bench.Write(this.bench.At(".emacs"), "(editor-agent)");

        var lines = (await this.LinesAsync()).Split('\n');

        Assert.Equal($"VS Code        set up ({this.bench.At(".vscode/extensions/editoragent.editoragent-0.1.0")})", lines[0]);
        Assert.Equal($"JetBrains IDEs set up ({this.bench.JetBrains})", lines[1]);
        Assert.Equal($"Zed            set up ({this.bench.Zed})", lines[2]);
        Assert.Equal($"Neovim         set up ({lua})", lines[3]);
        Assert.Equal($"Emacs          set up ({init})", lines[4]);
    }

    [Theory]
    [InlineData("""{ "agent_servers": { "EditorAgent": { "command": "/gone/editor-agent", "args": ["acp"] } } }""", "is not there any more. Mend it: editor-agent acp install --ide jetbrains")]
    [InlineData("""{ "agent_servers": { "EditorAgent": { "command": "editor-agent", "args": ["acp"] } } }""", "is no absolute path")]
    [InlineData("""{ "agent_servers": { "EditorAgent": { "command": "/bin/sh", "args": ["acp"] } } }""", "starts something else. Mend it: editor-agent acp install --ide jetbrains --force")]
    [InlineData("{ broken", "is no valid JSON (line 1). Mend it: editor-agent acp --print-config jetbrains")]
    public async Task Write_OfAnEntryThatWouldFail_SaysWhyAndWhatMendsIt(string text, string expected)
    {
        this.bench.Write(this.bench.JetBrains, text);

        Assert.Contains(expected, await this.LinesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_OfHostileFolders_GoesOn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "links of Unix");
        Directory.CreateDirectory(this.bench.At(".config/nvim"));
        File.CreateSymbolicLink(this.bench.At(".config/nvim/loop.lua"), this.bench.At(".config/nvim/loop.lua"));
        Directory.CreateSymbolicLink(this.bench.At(".config/nvim/self"), this.bench.At(".config/nvim"));
        File.CreateSymbolicLink(this.bench.At(".config/nvim/endless.lua"), "/dev/zero");
        Directory.CreateDirectory(this.bench.At(".config/zed/settings.json"));

        var lines = await this.LinesAsync();

        Assert.Contains("Neovim         not set up yet", lines, StringComparison.Ordinal);
        Assert.Contains("Zed            set up, but ", lines, StringComparison.Ordinal);
    }

    public void Dispose() => this.bench.Dispose();

    private void Programs(params string[] names)
    {
        foreach (var name in names)
        {
            var file = this.bench.Write(this.bench.At("bin", OperatingSystem.IsWindows() ? name + ".exe" : name), "");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }
        }

        this.bench.Variables["PATH"] = this.bench.At("bin");
    }

    /// <param name="code">VS Code's program.</param>
    private static string NotSetUp(string code) => $"""
        VS Code        not set up yet: {code} --install-extension editoragent-VERSION.vsix
        JetBrains IDEs not set up yet: editor-agent acp install --ide jetbrains
        Zed            not set up yet: editor-agent acp install --ide zed
        Neovim         not set up yet: editor-agent acp --print-config neovim
        Emacs          not set up yet: editor-agent acp --print-config emacs
        Helix          not set up yet: editor-agent acp --print-config helix
        Sublime Text   not set up yet: editor-agent acp --print-config sublime

        """;

    private async Task<string> LinesAsync()
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await EditorLines.WriteAsync(output, this.bench.Context(new MemoryStream()));
        return output.ToString();
    }
}
