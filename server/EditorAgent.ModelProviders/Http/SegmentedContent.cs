using System.Net;
using System.Net.Http.Headers;

namespace EditorAgent.ModelProviders.Http;

/// <summary>A JSON body made of pieces that are written one behind the other, without being joined first.</summary>
internal sealed class SegmentedContent : HttpContent
{
    private readonly ReadOnlyMemory<byte>[] segments;

    public SegmentedContent(params ReadOnlyMemory<byte>[] segments)
    {
        this.segments = segments;
        this.Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    public IReadOnlyList<ReadOnlyMemory<byte>> Segments => this.segments;

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        foreach (var segment in this.segments)
        {
            length += segment.Length;
        }

        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        this.SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        foreach (var segment in this.segments)
        {
            await stream.WriteAsync(segment, cancellationToken);
        }
    }
}
