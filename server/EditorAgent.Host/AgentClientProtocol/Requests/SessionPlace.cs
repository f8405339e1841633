using System.Collections.Immutable;

namespace EditorAgent.Host.AgentClientProtocol.Requests;

/// <summary>Where a session works: directories that exist.</summary>
internal sealed record SessionPlace(string WorkingDirectory, ImmutableArray<string> AdditionalDirectories)
{
    /// <exception cref="StreamJsonRpc.LocalRpcException">A directory is not absolute or does not exist.</exception>
    public static SessionPlace Of(string cwd, IReadOnlyList<string>? additional) =>
        new(Existing(cwd, "cwd"), [.. (additional ?? []).Select(directory => Existing(directory, "additionalDirectories"))]);

    private static string Existing(string directory, string member)
    {
        if (!Path.IsPathFullyQualified(directory))
        {
            throw AcpErrors.InvalidParams($"{member} must be an absolute path, not '{directory}'.");
        }

        return Directory.Exists(directory)
            ? Path.GetFullPath(directory)
            : throw AcpErrors.InvalidParams($"{member} names '{directory}', which is not an existing directory.");
    }
}
