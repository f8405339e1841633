using System.Diagnostics;
using System.Runtime.Versioning;
using EditorAgent.BuiltInTools.Git;
using EditorAgent.BuiltInTools.Shell;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Workspaces;

namespace EditorAgent.Tests.BuiltInTools.Git;

/// <summary>
/// A real repository with two commits and an uncommitted change, a program that leaves a canary behind when it is started, and git as
/// nobody should run it, to see that the poison works.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class Repository : IDisposable
{
    private static readonly object[] Looks =
    [
        new { action = "status" },
        new { action = "diff" },
        new { action = "diff", staged = true },
        new { action = "diff", revision = "HEAD~1..HEAD" },
        new { action = "diff", summary = true },
        new { action = "log" },
        new { action = "log", summary = true },
        new { action = "log", paths = new[] { "a.cs" } },
        new { action = "show" },
        new { action = "show", revision = "HEAD~1" },
        new { action = "show", content = true, paths = new[] { "a.cs" } },
        new { action = "blame", paths = new[] { "a.cs" } },
        new { action = "ls-files" },
    ];

    private readonly TemporaryDirectory directory = new();

    public Repository()
    {
        this.Root = this["w"];
        Directory.CreateDirectory(this.Root);
        this.Evil = this["evil"];
        File.WriteAllText(this.Evil, $"#!/bin/sh\necho \"$0 $*\" >> '{this.Canary}'\nexit 0\n");
        File.SetUnixFileMode(this.Evil, (UnixFileMode)0b111_101_101);
        this.Git("init", "-q", "-b", "main");
        this.Write("a.cs", "one\n");
        this.Git("add", "-A");
        this.Git("commit", "-q", "-m", "first");
        this.Write("a.cs", "one\ntwo\n");
        this.Git("commit", "-q", "-a", "-m", "second");
        this.Write("a.cs", "one\nthree\n");
    }

    /// <summary>The workspace, with links resolved.</summary>
    public string Root { get; }

    /// <summary>A program that writes the canary.</summary>
    public string Evil { get; }

    public bool HasFired => File.Exists(this.Canary);

    private string Canary => this["canary"];

    public string this[string relative] => this.directory[relative];

    public void Write(string relative, string text)
    {
        var path = Path.Combine(this.Root, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public string Git(params string[] words) => this.GitIn(this.Root, words);

    /// <summary>Plain git; failures are for the caller to see in what it left behind.</summary>
    public string GitIn(string place, params string[] words)
    {
        var start = new ProcessStartInfo("git", words) { WorkingDirectory = place, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = this.directory.Path;
        foreach (var role in (string[])["AUTHOR", "COMMITTER"])
        {
            start.Environment[$"GIT_{role}_NAME"] = "Ada";
            start.Environment[$"GIT_{role}_EMAIL"] = "ada@example.org";
            start.Environment[$"GIT_{role}_DATE"] = "2026-01-02T03:04:05Z";
        }

        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + errors.GetAwaiter().GetResult();
    }

    public void ForgetCanary() => File.Delete(this.Canary);

    public Task<ToolResult> LookAsync(object arguments) => LookAsync(this.Root, arguments);

    public static Task<ToolResult> LookAsync(string root, object arguments) => ToolBench.CallAsync(ToolIn(root), arguments);

    public static GitTool ToolIn(string root) => new(new Workspace(root, [], []), new SpillDirectory(null), Sandbox.Absent("test"), TimeProvider.System);

    /// <summary>Everything the tool can do, one after the other.</summary>
    public async Task<IReadOnlyList<ToolResult>> LookEverywhereAsync()
    {
        var results = new List<ToolResult>();
        foreach (var look in Looks)
        {
            results.Add(await this.LookAsync(look));
        }

        return results;
    }

    public void Dispose() => this.directory.Dispose();
}
