using System.Security.Cryptography;
using System.Text;

namespace EditorAgent.EndToEnd.Tests.Executable;

/// <summary>One hash over everything that goes into the executable.</summary>
internal static class SourceStamp
{
    private static readonly string[] Folders = ["server", "protocol", "tests/fixtures/workspaces"];

    public static string Compute()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Folders
            .SelectMany(folder => Directory.EnumerateFiles(Repository.At(folder), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.props"))
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.targets"))
            .Append(Repository.At("global.json"))
            .Append(Repository.At(".ci", "package"))
            .Where(file => !IsOutput(file))
            .Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(Repository.Root, file)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static bool IsOutput(string file) => Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar) is var parts
        && (parts.Contains("bin") || parts.Contains("obj") || parts.Contains("TestResults"));
}
