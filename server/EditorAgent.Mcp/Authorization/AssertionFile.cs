using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Authorization;

/// <summary>A key or a platform's token in a file that the user's configuration names.</summary>
internal static class AssertionFile
{
    private const int Largest = 64 * 1024;

    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        // A link is fine here: platforms replace their tokens by turning one.
        var real = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
        using var handle = RegularFile.TryOpen(real);
        if (handle is null || RandomAccess.GetLength(handle) is 0 or > Largest)
        {
            throw new ServerException(ServerFailureKind.LoginNeeded, $"The file {Path.GetFileName(path)}, which the server's oauth settings name, cannot be read or is empty.");
        }

        await using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        using var reader = new StreamReader(stream);
        return (await reader.ReadToEndAsync(cancellationToken)).Trim();
    }
}
