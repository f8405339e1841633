namespace EditorAgent.ModelProviders.Http;

/// <param name="FirstByte">From sending a request to the first byte of the answer's headers.</param>
/// <param name="Idle">Between two pieces of a streamed answer.</param>
internal sealed record ModelTimeouts(TimeSpan FirstByte, TimeSpan Idle)
{
    public static ModelTimeouts Default { get; } = new(TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(300));
}
