using EditorAgent.CodeIntelligence.Answers;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>The part of the workspace that a question is about.</summary>
internal abstract record IndexScope
{
    private IndexScope()
    {
    }

    /// <param name="snapshot">Where to look.</param>
    /// <param name="text">Project name, directory or file; null, <c>solution</c> or <c>.</c> is everything.</param>
    public static IndexScope Resolve(IndexSnapshot snapshot, string? text)
    {
        var wanted = (text ?? "").Trim().Replace('\\', '/').Replace("\0", "", StringComparison.Ordinal);
        wanted = wanted.StartsWith("project:", StringComparison.OrdinalIgnoreCase) ? wanted["project:".Length..].Trim() : wanted;
        if (wanted is "" or "." or "./" or "solution" or "workspace")
        {
            return new Everything();
        }

        var projects = snapshot.Projects.Projects;
        var named = projects.FirstOrDefault(project => project.Name == wanted)
            ?? projects.FirstOrDefault(project => project.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase) || PathNames.FromRoot(snapshot.Root, project.Path) == wanted || project.Path == wanted);
        if (named is not null)
        {
            return new Project(named, snapshot.Projects);
        }

        if (wanted.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) && snapshot.FilesAt(wanted) is { Count: > 0 } files)
        {
            return files.Count == 1
                ? new File(files[0])
                : new Unknown($"{files.Count} files are called {wanted}: {string.Join(", ", files.Take(10).Select(file => PathNames.FromRoot(snapshot.Root, file.Path)))}");
        }

        return DirectoryAt(snapshot, wanted.TrimEnd('/')) ?? new Unknown(Advice(snapshot, wanted));
    }

    public abstract bool Contains(IndexedFile file);

    private static IndexScope? DirectoryAt(IndexSnapshot snapshot, string wanted)
    {
        var absolute = Path.GetFullPath(Path.IsPathRooted(wanted) ? wanted : Path.Join(snapshot.Root, wanted));
        if (absolute == snapshot.Root)
        {
            return new Everything();
        }

        var prefix = absolute + Path.DirectorySeparatorChar;
        if (snapshot.Files.Any(file => file.Path.StartsWith(prefix, StringComparison.Ordinal)))
        {
            return new Directory(prefix);
        }

        var middle = $"{Path.DirectorySeparatorChar}{wanted.Replace('/', Path.DirectorySeparatorChar)}{Path.DirectorySeparatorChar}";
        var found = snapshot.Files.Select(file => file.Path.IndexOf(middle, snapshot.Root.Length, StringComparison.Ordinal) is var at and >= 0 ? file.Path[..(at + middle.Length)] : null)
            .OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return found.Count switch
        {
            0 => null,
            1 => new Directory(found[0]),
            _ => new Unknown($"{found.Count} directories end in {wanted}: {string.Join(", ", found.Take(10).Select(path => PathNames.FromRoot(snapshot.Root, Path.TrimEndingDirectorySeparator(path))))}"),
        };
    }

    private static string Advice(IndexSnapshot snapshot, string wanted)
    {
        if (wanted.Contains('.', StringComparison.Ordinal) && !wanted.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) && System.IO.File.Exists(Path.Join(snapshot.Root, wanted)))
        {
            return $"{wanted} is no C# file";
        }

        var near = NearestNames.Of(snapshot.Projects.Projects.Select(project => project.Name).Concat(snapshot.Files.Select(file => PathNames.FromRoot(snapshot.Root, file.Path))), wanted);
        var names = near.Count > 0 ? $"Near: {string.Join(", ", near)}." : $"Projects: {string.Join(", ", snapshot.Projects.Projects.Take(20).Select(project => project.Name))}.";
        return $"no project, directory or C# file is called {wanted}. {names}";
    }

    public sealed record Everything : IndexScope
    {
        public override bool Contains(IndexedFile file) => true;
    }

    public sealed record Project(ProjectView View, ProjectMap Map) : IndexScope
    {
        public override bool Contains(IndexedFile file) => this.Map.Of(file.Path)?.Path == this.View.Path;
    }

    /// <param name="Prefix">Absolute, with a separator at the end.</param>
    public sealed record Directory(string Prefix) : IndexScope
    {
        public override bool Contains(IndexedFile file) => file.Path.StartsWith(this.Prefix, StringComparison.Ordinal);
    }

    public sealed record File(IndexedFile Indexed) : IndexScope
    {
        public override bool Contains(IndexedFile file) => file.Path == this.Indexed.Path;
    }

    public sealed record Unknown(string Message) : IndexScope
    {
        public override bool Contains(IndexedFile file) => false;
    }
}
