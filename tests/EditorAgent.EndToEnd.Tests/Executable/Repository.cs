using System.Runtime.CompilerServices;

namespace EditorAgent.EndToEnd.Tests.Executable;

/// <summary>Where the sources and the outputs of the build are.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath("../../..", Path.GetDirectoryName(ThisFile())!);

    /// <summary>The host that runs these tests also runs what they start, wherever it is installed.</summary>
    public static string DotnetRoot { get; } =
        Path.GetFullPath("../../..", System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory());

    public static string Dotnet { get; } = Path.Combine(DotnetRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    public static string At(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>The output of another test project, built with the same configuration as this one.</summary>
    public static string OutputOf(string testProject)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return At("tests", testProject, "bin", own.Parent!.Name, own.Name, $"{testProject}.dll");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
