using System.Collections.Immutable;
using EditorAgent.Core.Processes;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub.Starting;
using Xunit;

namespace EditorAgent.Mcp.Tests.Hub.Starting;

/// <summary>What a command means on Windows and how a script for cmd is started there: words only, so that it is judged on every system.</summary>
public sealed class WindowsScriptTests
{
    private const string Shell = @"C:\Windows\System32\cmd.exe";

    [Theory]
    [InlineData("npx", "npx.exe npx.cmd npx.bat")]
    [InlineData("npx.cmd", "npx.cmd")]
    [InlineData("NODE.EXE", "NODE.EXE")]
    [InlineData("run.BAT", "run.BAT")]
    [InlineData("python3.11", "python3.11.exe python3.11.cmd python3.11.bat")]
    public void NamesOf_ACommand_AreThoseThatWindowsWouldTry(string command, string names) => Assert.Equal(names.Split(' '), WindowsScript.NamesOf(command));

    [Fact]
    public void Started_NpxBesideNode_IsNodeWithoutCmd()
    {
        var started = WindowsScript.Started(Of(@"C:\Program Files\nodejs\NPX.CMD", "-y", "a&b", "50%"), Shell, _ => true);

        Assert.Equal(@"C:\Program Files\nodejs\node.exe", started.Program);
        Assert.Equal([@"C:\Program Files\nodejs\node_modules\npm\bin\npx-cli.js", "-y", "a&b", "50%"], started.Arguments);
        Assert.Null(started.CommandLine);
    }

    [Fact]
    public void Started_AnotherScript_IsQuotedForCmdWordByWord()
    {
        var started = WindowsScript.Started(Of(@"C:\my tools\uvx.cmd", "mcp-server", "two words", "", @"C:\data\", "(x)=~'1',2;"), Shell, _ => true);

        Assert.Equal(Shell, started.Program);
        Assert.Empty(started.Arguments);
        Assert.Equal("""/d /v:off /s /c ""C:\my tools\uvx.cmd" "mcp-server" "two words" "" "C:\data\\" "(x)=~'1',2;"" """.TrimEnd(), started.CommandLine);
        Assert.Equal("1", started.Environment["NODEFAULTCURRENTDIRECTORYINEXEPATH"]);
        Assert.Equal("kept", started.Environment["OWN"]);
    }

    [Theory]
    [InlineData("a\"b")]
    [InlineData("%PATH%")]
    [InlineData("a!b!")]
    [InlineData("a^b")]
    [InlineData("a&calc")]
    [InlineData("a|calc")]
    [InlineData("a>file")]
    [InlineData("a<file")]
    [InlineData("a\r\ncalc")]
    [InlineData("a\0b")]
    public void Started_WhatMeansSomethingToCmd_IsRefusedAndSaidSo(string argument)
    {
        var refused = Assert.Throws<NotReadyException>(() => WindowsScript.Started(Of(@"C:\tools\uvx.cmd", "ok", argument), Shell, _ => false));

        Assert.Equal(ServerState.Failed, refused.State);
        Assert.StartsWith(@"C:\tools\uvx.cmd is a script for cmd", refused.Message, StringComparison.Ordinal);
        Assert.Throws<NotReadyException>(() => WindowsScript.Started(Of($@"C:\{argument}\uvx.cmd"), Shell, _ => false));
    }

    [Fact]
    public void Started_NpxAwayFromNode_IsTheScript() =>
        Assert.StartsWith(@"/d /v:off /s /c """"C:\tools\npx.cmd""", WindowsScript.Started(Of(@"C:\tools\npx.cmd"), Shell, _ => false).CommandLine, StringComparison.Ordinal);

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void FindFirst_OfSeveralNames_GoesByDirectoryFirstAndTakesNoPath()
    {
        var root = Directory.CreateTempSubdirectory("editoragent-path-");
        try
        {
            var (first, second) = (root.CreateSubdirectory("first").FullName, root.CreateSubdirectory("second").FullName);
            Make(Path.Combine(first, "npx.cmd"));
            Make(Path.Combine(second, "npx.exe"));
            Make(Path.Combine(second, "npx.cmd"));
            var path = new TrustedPath($"{first}{Path.PathSeparator}{second}", []);

            Assert.Equal(Path.Combine(first, "npx.cmd"), path.FindFirst(WindowsScript.NamesOf("npx")));
            Assert.Equal(Path.Combine(second, "npx.exe"), path.FindFirst(["npx.exe"]));
            Assert.Null(path.FindFirst(["../first/npx.cmd", "none"]));
        }
        finally
        {
            root.Delete(recursive: true);
        }

        static void Make(string file)
        {
            File.WriteAllText(file, "");
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    private static ProcessSpecification Of(string program, params ImmutableArray<string> arguments) => new()
    {
        Program = program,
        Arguments = arguments,
        WorkingDirectory = @"C:\",
        Environment = new Dictionary<string, string> { ["OWN"] = "kept" },
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
