using Xunit;

namespace EditorAgent.EndToEnd.Tests.Executable;

/// <summary>A fresh copy of a workspace of <c>tests/fixtures/workspaces</c>, without what building left there.</summary>
internal static class FixtureWorkspace
{
    public static async Task CopyAsync(string name, string to)
    {
        var from = Repository.At("tests", "fixtures", "workspaces", name);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(from, file);
            if (relative.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            {
                continue;
            }

            var target = Path.Combine(to, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await File.WriteAllBytesAsync(target, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        }
    }
}
