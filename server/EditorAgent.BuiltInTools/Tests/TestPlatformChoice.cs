using System.Text.Json;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Tests;

/// <summary>The nearest <c>global.json</c> up to the workspace's root decides.</summary>
internal static class TestPlatformChoice
{
    public static TestPlatform For(Workspace workspace, string file)
    {
        for (var directory = Path.GetDirectoryName(file); directory is not null && directory.Length >= workspace.RealRoot.Length; directory = Path.GetDirectoryName(directory))
        {
            var global = Path.Combine(directory, "global.json");
            if (File.Exists(global))
            {
                return ChoosesTestingPlatform(global) ? TestPlatform.TestingPlatform : TestPlatform.VsTest;
            }
        }

        return TestPlatform.VsTest;
    }

    private static bool ChoosesTestingPlatform(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllText(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.TryGetProperty("test", out var test)
                && test.TryGetProperty("runner", out var runner)
                && runner.ValueEquals("Microsoft.Testing.Platform");
        }
        catch (Exception failure) when (failure is JsonException or IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
