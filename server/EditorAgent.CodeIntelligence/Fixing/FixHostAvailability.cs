namespace EditorAgent.CodeIntelligence.Fixing;

/// <summary>Whether an SDK brings the Roslyn that the fix host runs on. Looks at files only.</summary>
public static class FixHostAvailability
{
    private const string Probe = "Microsoft.CodeAnalysis.CSharp.Features.dll";

    /// <summary>Features that we call came with this compiler; older ones are left alone.</summary>
    private const int LeastMajor = 10;

    /// <param name="dotnet">The dotnet root, or the directory of one SDK in it.</param>
    /// <returns>The directory of the newest SDK that can, or null.</returns>
    public static string? Find(string dotnet)
    {
        if (HasRoslyn(dotnet))
        {
            return Path.TrimEndingDirectorySeparator(dotnet);
        }

        var sdks = Path.Join(dotnet, "sdk");
        return Directory.Exists(sdks)
            ? Directory.EnumerateDirectories(sdks)
                .Where(HasRoslyn)
                .Select(path => (Path: path, Version: VersionOf(path)))
                .Where(sdk => sdk.Version.Major >= LeastMajor)
                .MaxBy(sdk => sdk.Version).Path
            : null;
    }

    internal static string RoslynOf(string sdkDirectory) => Path.Join(sdkDirectory, "DotnetTools", "dotnet-format");

    private static bool HasRoslyn(string sdkDirectory) => File.Exists(Path.Join(RoslynOf(sdkDirectory), Probe));

    private static Version VersionOf(string path) =>
        Version.TryParse(Path.GetFileName(path).Split('-')[0], out var version) ? version : new Version(0, 0);
}
