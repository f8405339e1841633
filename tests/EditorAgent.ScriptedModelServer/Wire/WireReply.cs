namespace EditorAgent.ScriptedModelServer.Wire;

/// <summary>What goes back: the chunks are sent one after the other, a stream's events one a chunk.</summary>
internal sealed record WireReply(int Status, string ContentType, IReadOnlyList<ReadOnlyMemory<byte>> Chunks)
{
    public const string EventStream = "text/event-stream";
    public const string Json = "application/json";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static WireReply Refused(VendorDialect dialect, VendorRefusal refusal) =>
        new(refusal.Status, Json, [refusal.ToBody(dialect)]);
}
