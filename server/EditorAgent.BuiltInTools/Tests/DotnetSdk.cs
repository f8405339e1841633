namespace EditorAgent.BuiltInTools.Tests;

/// <summary>Whether a dotnet comes with an SDK, told from its folder: nothing is started.</summary>
internal static class DotnetSdk
{
    /// <returns>True also where the folder tells nothing: a program of another layout may know an SDK elsewhere.</returns>
    public static bool MayBeBeside(string dotnet)
    {
        var folder = Path.GetDirectoryName(File.ResolveLinkTarget(dotnet, returnFinalTarget: true)?.FullName ?? dotnet)!;
        var sdks = Path.Combine(folder, "sdk");
        return !Directory.Exists(Path.Combine(folder, "shared")) || (Directory.Exists(sdks) && Directory.EnumerateDirectories(sdks).Any());
    }
}
