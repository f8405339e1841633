namespace EditorAgent.Mcp.Audit;

/// <summary>Every call of every server, appended to a file whose records are chained by hash; masked, flushed before the result is used.</summary>
public sealed class CallAudit(string directory, TimeProvider time)
{
    public Task AppendAsync(CallRecord record, CancellationToken cancellationToken) => throw new NotImplementedException($"{directory}{time}");
}
