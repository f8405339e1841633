namespace EditorAgent.BuiltInTools.Images;

/// <summary>An image as pixels: red, green, blue, alpha, a byte each, row by row.</summary>
internal sealed record PixelMap(int Width, int Height, byte[] Pixels)
{
    public ReadOnlySpan<byte> Row(int y) => this.Pixels.AsSpan(y * this.Width * 4, this.Width * 4);

    /// <param name="width">At most the present one.</param>
    /// <param name="height">At most the present one.</param>
    public PixelMap ReducedTo(int width, int height)
    {
        var reduction = new PixelReduction(this.Width, this.Height, width, height);
        for (var y = 0; y < this.Height; y++)
        {
            reduction.Add(this.Row(y));
        }

        return reduction.Map;
    }
}
