namespace EditorAgent.BuiltInTools.Images;

/// <summary>
/// Makes an image smaller while its rows come, so that the large one is never held. Each new pixel is the mean of those that it covers,
/// weighted by their alpha, so that what nobody sees colours nothing.
/// </summary>
internal sealed class PixelReduction
{
    private readonly int sourceWidth;
    private readonly int sourceHeight;
    private readonly long[] sums;
    private readonly byte[] pixels;
    private int read;
    private int rowsInSum;
    private int written;

    /// <param name="sourceWidth">Of the rows that come.</param>
    /// <param name="sourceHeight">How many come.</param>
    /// <param name="width">From 1 to <paramref name="sourceWidth"/>.</param>
    /// <param name="height">From 1 to <paramref name="sourceHeight"/>.</param>
    public PixelReduction(int sourceWidth, int sourceHeight, int width, int height)
    {
        (this.sourceWidth, this.sourceHeight) = (sourceWidth, sourceHeight);
        this.sums = new long[width * 4];
        this.pixels = new byte[width * height * 4];
        this.Map = new PixelMap(width, height, this.pixels);
    }

    /// <summary>Whole when all rows have come.</summary>
    public PixelMap Map { get; }

    public void Add(ReadOnlySpan<byte> row)
    {
        for (var x = 0; x < this.Map.Width; x++)
        {
            var (from, to) = ((int)((long)x * this.sourceWidth / this.Map.Width), (int)((long)(x + 1) * this.sourceWidth / this.Map.Width));
            for (var at = from * 4; at < to * 4; at += 4)
            {
                var weight = row[at + 3];
                this.sums[x * 4] += row[at] * weight;
                this.sums[(x * 4) + 1] += row[at + 1] * weight;
                this.sums[(x * 4) + 2] += row[at + 2] * weight;
                this.sums[(x * 4) + 3] += weight;
            }
        }

        this.read++;
        this.rowsInSum++;
        if (this.read == (long)(this.written + 1) * this.sourceHeight / this.Map.Height)
        {
            this.WriteRow();
        }
    }

    private void WriteRow()
    {
        var target = this.pixels.AsSpan(this.written * this.Map.Width * 4);
        for (var x = 0; x < this.Map.Width; x++)
        {
            var (from, to) = ((long)x * this.sourceWidth / this.Map.Width, (long)(x + 1) * this.sourceWidth / this.Map.Width);
            var alpha = this.sums[(x * 4) + 3];
            for (var channel = 0; channel < 3 && alpha > 0; channel++)
            {
                target[(x * 4) + channel] = (byte)(this.sums[(x * 4) + channel] / alpha);
            }

            target[(x * 4) + 3] = (byte)(alpha / ((to - from) * this.rowsInSum));
        }

        Array.Clear(this.sums);
        this.rowsInSum = 0;
        this.written++;
    }
}
