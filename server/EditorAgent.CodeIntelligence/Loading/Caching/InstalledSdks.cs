namespace EditorAgent.CodeIntelligence.Loading.Caching;

/// <summary>Which SDKs and workload manifests stand beside an SDK: an installation may change what a workspace is loaded with.</summary>
internal static class InstalledSdks
{
    public static ulong Hash(string sdk)
    {
        var dotnet = Path.GetFullPath(Path.Join(sdk, "../.."));
        return SetHash.Of(Names(Path.Join(dotnet, "sdk")).Concat(Names(Path.Join(dotnet, "sdk-manifests"))).Append(Directory.Exists(sdk) ? "" : "gone").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Names(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [];
}
