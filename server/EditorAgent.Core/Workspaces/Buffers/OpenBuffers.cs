using System.Collections.Immutable;

namespace EditorAgent.Core.Workspaces.Buffers;

/// <summary>
/// The documents that an editor has open, by the real paths of their files. The editor's connection alone writes them; the sessions of the
/// process read. Safe for both at once.
/// </summary>
public sealed class OpenBuffers
{
    private readonly Lock gate = new();
    private ImmutableDictionary<string, OpenDocument> documents = ImmutableDictionary.Create<string, OpenDocument>(
        OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    /// <summary>A path whose text was opened, changed or (null) closed. Raised in the order of the changes, on the connection's thread.</summary>
    public event Action<string, string?>? Changed;

    /// <summary>Null while no editor is connected that takes edits.</summary>
    public BufferWriter? Writer { get; set; }

    /// <summary>Paths with the text that counts.</summary>
    public IEnumerable<KeyValuePair<string, OpenDocument>> All => this.documents.Where(document => !document.Value.IsHidden);

    /// <param name="path">Absolute, links resolved.</param>
    /// <returns>Null when it is not open, or its file went away under it.</returns>
    public OpenDocument? Find(string path) => this.documents.GetValueOrDefault(path) is { IsHidden: false } document ? document : null;

    /// <summary>The real path that a path of an editor stands for.</summary>
    public static string PathOf(string path)
    {
        var full = Path.GetFullPath(path);
        return RealPath.Of(full) is RealPath.Found found ? found.Path : full;
    }

    public void Open(string path, OpenDocument document) => this.Set(path, document);

    /// <summary>A document that is not open stays so.</summary>
    /// <param name="path">As it was opened.</param>
    /// <param name="version">The editor's.</param>
    /// <param name="change">From the last text to the next.</param>
    public void Change(string path, int version, Func<string, string> change)
    {
        if (this.documents.GetValueOrDefault(path) is { } document)
        {
            this.Set(path, document with { Text = change(document.Text), Version = version, IsHidden = false });
        }
    }

    public void Close(string path)
    {
        lock (this.gate)
        {
            this.documents = this.documents.Remove(path);
        }

        this.Changed?.Invoke(path, null);
    }

    /// <summary>The editor is gone: the disk is all there is.</summary>
    public void CloseAll()
    {
        this.Writer = null;
        foreach (var path in this.documents.Keys)
        {
            this.Close(path);
        }
    }

    /// <summary>Returns when the editor has told of a change after <paramref name="version"/>, or closed the document.</summary>
    public async Task WaitForChangeAsync(string path, int version, CancellationToken cancellationToken)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        this.Changed += Look;
        try
        {
            Look(path, null);
            await seen.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            this.Changed -= Look;
        }

        void Look(string changed, string? text)
        {
            if (this.documents.GetValueOrDefault(path) is not { } document || document.Version != version)
            {
                seen.TrySetResult();
            }
        }
    }

    /// <summary>The file was moved or deleted: what the editor still shows of it is no file any more.</summary>
    internal void Hide(string path)
    {
        lock (this.gate)
        {
            if (this.documents.GetValueOrDefault(path) is not { } document)
            {
                return;
            }

            this.documents = this.documents.SetItem(path, document with { IsHidden = true });
        }

        this.Changed?.Invoke(path, null);
    }

    private void Set(string path, OpenDocument document)
    {
        lock (this.gate)
        {
            this.documents = this.documents.SetItem(path, document);
        }

        this.Changed?.Invoke(path, document.Text);
    }
}
