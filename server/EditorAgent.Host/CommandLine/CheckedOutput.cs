namespace EditorAgent.Host.CommandLine;

/// <summary>stdout; what it cannot take (a full disk, a closed descriptor) is told apart from every other fault.</summary>
/// <param name="inner">Where it goes; null where there is no stdout.</param>
internal sealed class CheckedOutput(Stream? inner) : OutputStream
{
    public override void Flush()
    {
        try
        {
            inner?.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OutputLostException(exception);
        }
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await (inner?.FlushAsync(cancellationToken) ?? Task.CompletedTask);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OutputLostException(exception);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => this.Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            Open(inner).Write(buffer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OutputLostException(exception);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await Open(inner).WriteAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OutputLostException(exception);
        }
    }

    private static Stream Open(Stream? inner) => inner ?? throw new IOException("it is closed");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner?.Dispose();
        }

        base.Dispose(disposing);
    }
}
