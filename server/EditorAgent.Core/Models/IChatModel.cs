namespace EditorAgent.Core.Models;

/// <summary>
/// A model behind some vendor's wire. One instance serves one session, one request at a time; it may keep what it has encoded and
/// what it has learnt of the endpoint's dialect between requests.
/// </summary>
public interface IChatModel
{
    ModelDescription Description { get; }

    /// <summary>
    /// Sends one request, once: retries belong to the caller. The sequence ends with <see cref="ModelEvent.Completed"/> or throws
    /// <see cref="ModelException"/>; <see cref="OperationCanceledException"/> is thrown only when <paramref name="cancellationToken"/> was cancelled.
    /// </summary>
    IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, CancellationToken cancellationToken);
}
