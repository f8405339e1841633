namespace EditorAgent.Core.Secrets;

/// <summary>No seal but the file's own permissions.</summary>
internal sealed class FilePermissionSeal : ISecretSeal
{
    public string Name => "file";

    public Task<byte[]?> SealAsync(string file, byte[] plain, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(plain);

    public Task<byte[]?> OpenAsync(string file, byte[] @sealed, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(@sealed);
}
