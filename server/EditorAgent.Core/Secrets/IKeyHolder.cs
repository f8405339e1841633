namespace EditorAgent.Core.Secrets;

/// <summary>A desktop's own safe, in which one key of ours lies. One key and not every value: safes limit lengths, and some ask the user for each item.</summary>
internal interface IKeyHolder
{
    string Name { get; }

    /// <summary>The text kept there; empty where none is; null when the safe cannot be used: absent, locked, or silent for too long.</summary>
    Task<string?> LookupAsync(CancellationToken cancellationToken);

    /// <returns>Whether it is kept now.</returns>
    Task<bool> StoreAsync(string text, CancellationToken cancellationToken);
}
