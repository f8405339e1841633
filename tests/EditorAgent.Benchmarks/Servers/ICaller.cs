namespace EditorAgent.Benchmarks.Servers;

/// <summary>A way to a server's tool.</summary>
internal interface ICaller : IAsyncDisposable
{
    /// <summary>Throws unless the answer is what the tool has to say to the message.</summary>
    Task CallAsync(string message);
}
