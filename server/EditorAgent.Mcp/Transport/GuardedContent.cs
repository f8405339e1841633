using System.Net;

namespace EditorAgent.Mcp.Transport;

/// <summary>An answer's body with a guard in front of its stream.</summary>
internal sealed class GuardedContent : HttpContent
{
    private readonly HttpContent inner;
    private readonly Func<Stream, Stream> guard;

    public GuardedContent(HttpContent inner, Func<Stream, Stream> guard)
    {
        this.inner = inner;
        this.guard = guard;
        foreach (var (name, values) in inner.Headers.NonValidated)
        {
            this.Headers.TryAddWithoutValidation(name, values);
        }

        this.Headers.ContentLength = null;
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() => this.guard(await this.inner.ReadAsStreamAsync());

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) => this.guard(await this.inner.ReadAsStreamAsync(cancellationToken));

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => this.SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var guarded = this.guard(await this.inner.ReadAsStreamAsync(cancellationToken));
        await guarded.CopyToAsync(stream, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            this.inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
