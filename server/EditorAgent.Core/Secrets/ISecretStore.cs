namespace EditorAgent.Core.Secrets;

/// <summary>
/// Where secrets outlive the process. A value is replaced whole or not at all, also against other processes; whoever reads, thinks and
/// writes holds a <see cref="KeyedLock"/> meanwhile. Opening a store costs nothing, and asking for what was never kept costs one look at the disk.
/// </summary>
public interface ISecretStore
{
    /// <summary>The longest value, in bytes of UTF-8.</summary>
    const int LargestValue = 64 * 1024;

    /// <summary>Null where none is kept.</summary>
    /// <exception cref="SecretStoreException">There is one, and it cannot be read.</exception>
    Task<string?> GetAsync(SecretKey key, CancellationToken cancellationToken);

    /// <exception cref="SecretStoreException">It is too long or cannot be written; what was kept stays.</exception>
    Task SetAsync(SecretKey key, string value, CancellationToken cancellationToken);

    /// <returns>Whether there was one.</returns>
    /// <exception cref="SecretStoreException">It cannot be taken away.</exception>
    Task<bool> DeleteAsync(SecretKey key, CancellationToken cancellationToken);
}
