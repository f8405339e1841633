using EditorAgent.Host.CommandLine;

namespace EditorAgent.Host.Demo;

/// <summary>A fresh copy of the solution that ships with the demo.</summary>
internal static class DemoWorkspace
{
    public static string Create()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "demo", "invoicing");
        if (!Directory.Exists(source))
        {
            throw new UserFacingException(ExitCode.Workspace, $"The demo's solution is missing from this installation ({source}). Nothing was changed; install again or build from source.");
        }

        var target = Directory.CreateTempSubdirectory("editor-agent-demo-").FullName;
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }
}
