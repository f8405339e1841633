using System.Diagnostics;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Hosting;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Hosting;

/// <summary>Things that happen to a workspace, one at a time, the same for the same seed: editors, other programs, git, project files.</summary>
internal sealed class RandomEdits(FakeProjects projects, CodeWorkspace workspace, int seed)
{
    private static readonly string[] Projects = ["A", "B", "C"];
    private static readonly string[] Branches = ["one", "two", "three"];
    private readonly Random random = new(seed);
    private readonly Dictionary<string, OpenBuffer> buffers = [];
    private int number;

    /// <summary>What is open, for a second workspace.</summary>
    public IEnumerable<OpenBuffer> Buffers => this.buffers.Values;

    public string RandomType => $"T{this.random.Next(12)}";

    /// <summary>Three projects in a chain, and three branches that differ.</summary>
    public void Begin()
    {
        projects.Project("A").Project("B", ["A"]).Project("C", ["A", "B"]).Write(".gitignore", "bin/\nobj/\n");
        this.Git("init", "-q", "-b", Branches[0]);
        foreach (var branch in Branches)
        {
            if (branch != Branches[0])
            {
                this.Git("checkout", "-q", "-b", branch);
            }

            for (var count = 0; count < 12; count++)
            {
                this.WriteSource();
            }

            this.Commit();
        }
    }

    /// <returns>What was done, for the message of a failure.</returns>
    public string Next() => this.random.Next(100) switch
    {
        < 25 => this.WriteSource(),
        < 30 => this.WriteTwiceInOneTick(),
        < 48 => this.EditBuffer(),
        < 58 => this.CloseBuffer(),
        < 66 => this.Delete(),
        < 74 => this.Move(),
        < 80 => this.MoveFolder(),
        < 92 => this.Checkout(),
        _ => this.EditProject(),
    };

    private string WriteSource()
    {
        var path = this.RandomPath();
        projects.Write(path, this.RandomText());
        return $"write {path}";
    }

    /// <summary>The second text is as long as the first, and nobody can tell them apart by the file's time when that is put back.</summary>
    private string WriteTwiceInOneTick()
    {
        var path = this.RandomPath();
        projects.Write(path, $"class T{this.random.Next(12)} {{ int a1; }}");
        var time = File.GetLastWriteTimeUtc(projects.PathOf(path));
        workspace.CurrentAsync(CancellationToken.None).GetAwaiter().GetResult();
        projects.Write(path, File.ReadAllText(projects.PathOf(path)).Replace("a1", "a2", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(projects.PathOf(path), time);
        return $"write twice {path}";
    }

    private string EditBuffer()
    {
        var path = this.random.Next(4) == 0 ? this.RandomPath() : this.ExistingPath() ?? this.RandomPath();
        var text = this.RandomText();
        this.Set(new OpenBuffer(projects.PathOf(path), text, ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(text)).Value));
        return $"buffer {path}";
    }

    private string CloseBuffer()
    {
        if (this.buffers.Count == 0)
        {
            return this.EditBuffer();
        }

        var path = this.buffers.Keys.Order(StringComparer.Ordinal).ElementAt(this.random.Next(this.buffers.Count));
        this.Set(new OpenBuffer(path, null, null));
        return $"close {path}";
    }

    private void Set(OpenBuffer buffer)
    {
        if (buffer.Text is null)
        {
            this.buffers.Remove(buffer.Path);
        }
        else
        {
            this.buffers[buffer.Path] = buffer;
        }

        workspace.SetBuffers([buffer]);
    }

    private string Delete()
    {
        if (this.ExistingPath() is not { } path)
        {
            return this.WriteSource();
        }

        File.Delete(projects.PathOf(path));
        return $"delete {path}";
    }

    private string Move()
    {
        if (this.ExistingPath() is not { } from)
        {
            return this.WriteSource();
        }

        var to = this.RandomPath();
        Directory.CreateDirectory(Path.GetDirectoryName(projects.PathOf(to))!);
        File.Move(projects.PathOf(from), projects.PathOf(to), overwrite: true);
        return $"move {from} {to}";
    }

    private string MoveFolder()
    {
        var project = Projects[this.random.Next(Projects.Length)];
        var (from, to) = (projects.PathOf($"{project}/Sub"), projects.PathOf($"{project}/Moved{this.number++}"));
        if (!Directory.Exists(from))
        {
            return this.WriteSource();
        }

        Directory.Move(from, to);
        return $"move {from} {to}";
    }

    private string Checkout()
    {
        if (this.random.Next(2) == 0)
        {
            this.Commit();
        }

        var branch = Branches[this.random.Next(Branches.Length)];
        this.Git("checkout", "-q", "-f", branch);
        this.Git("clean", "-q", "-f", "-d");
        return $"checkout {branch}";
    }

    private string EditProject()
    {
        var index = this.random.Next(Projects.Length);
        var references = Projects[..index].Where(_ => this.random.Next(3) > 0).ToArray();
        projects.Project(Projects[index], references, this.random.Next(2) == 0 ? "" : "MORE");
        return $"project {Projects[index]} -> {string.Join(',', references)}";
    }

    private string RandomPath()
    {
        var project = Projects[this.random.Next(Projects.Length)];
        return this.random.Next(3) switch
        {
            0 => $"{project}/Sub/F{this.random.Next(6)}.cs",
            1 => $"{project}/Sub/Deep/F{this.random.Next(3)}.cs",
            _ => $"{project}/F{this.random.Next(8)}.cs",
        };
    }

    private string? ExistingPath()
    {
        var files = Directory.EnumerateFiles(projects.Root, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        return files.Length == 0 ? null : Path.GetRelativePath(projects.Root, files[this.random.Next(files.Length)]);
    }

    private string RandomText()
    {
        var ending = this.random.Next(3) == 0 ? "\r\n" : "\n";
        var mark = this.random.Next(5) == 0 ? "\ufeff" : "";
        return mark + $$"""
            public partial class T{{this.random.Next(12)}}
            {
                public T{{this.random.Next(12)}}? P{{this.number++}};
            #if MORE
                public int More{{this.number}} => new T{{this.random.Next(12)}}().GetHashCode();
            #endif
                // {{new string('é', this.random.Next(3))}}
            }

            """.ReplaceLineEndings(ending);
    }

    private void Commit()
    {
        this.Git("add", "-A");
        this.Git("commit", "-q", "--allow-empty", "-m", $"commit {this.number++}");
    }

    private void Git(params string[] arguments)
    {
        string[] identity = ["-c", "user.name=Test", "-c", "user.email=test@localhost", "-c", "core.autocrlf=false", "-c", "commit.gpgsign=false"];
        using var process = Process.Start(new ProcessStartInfo("git", [.. identity, .. arguments]) { WorkingDirectory = projects.Root })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"git {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
    }
}
