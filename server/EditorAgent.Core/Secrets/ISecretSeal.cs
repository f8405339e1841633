namespace EditorAgent.Core.Secrets;

/// <summary>Makes bytes unreadable for whoever gets hold of the file they lie in.</summary>
internal interface ISecretSeal
{
    /// <summary>Stands at the head of every file that it sealed; never changes.</summary>
    string Name { get; }

    /// <param name="file">What is sealed for one file does not open in another.</param>
    /// <param name="plain">The secret.</param>
    /// <param name="cancellationToken">Ends the wait for another program.</param>
    /// <returns>Null where this seal cannot be used now.</returns>
    Task<byte[]?> SealAsync(string file, byte[] plain, CancellationToken cancellationToken);

    /// <returns>Null where this seal cannot be used now.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">What lies there was not sealed by us for this file.</exception>
    Task<byte[]?> OpenAsync(string file, byte[] @sealed, CancellationToken cancellationToken);
}
