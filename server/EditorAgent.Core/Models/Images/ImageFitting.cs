using System.Globalization;

namespace EditorAgent.Core.Models.Images;

/// <summary>
/// Brings images within what a request should carry: a budget of bytes, and 2,000 pixels along the longer edge. The size that an image claims
/// is looked at before anything is unpacked: beyond 100 megapixels nothing is.
/// </summary>
/// <param name="mostBytes">Of one image, encoded.</param>
/// <param name="scaler">Made with the first image that is too large.</param>
public sealed class ImageFitting(int mostBytes, Func<IImageScaler> scaler)
{
    public const int LongestEdge = 2_000;

    /// <summary>Of an image that cannot be made smaller: what vendors bear, and a request should.</summary>
    private const int MostUnscaled = 5 * 1024 * 1024;

    private const long MostPixels = 100_000_000;

    private readonly Lazy<IImageScaler> scaling = new(scaler);

    public FittedImage Fit(ReadOnlyMemory<byte> bytes)
    {
        if (ImageHeader.Read(bytes.Span) is not { } header)
        {
            return new FittedImage.Refused("it is no image that can be read (PNG, JPEG, GIF or WebP), or it is damaged");
        }

        if (header.Pixels > MostPixels)
        {
            return new FittedImage.Refused($"{Size(header)} is more than 100 megapixels; make it smaller");
        }

        if (bytes.Length <= mostBytes && Math.Max(header.Width, header.Height) <= LongestEdge)
        {
            return new FittedImage.Usable(new ContentPart.Image(header.MimeType, bytes), Size(header));
        }

        if (!this.scaling.Value.Reads(header.Kind))
        {
            return bytes.Length <= MostUnscaled
                ? new FittedImage.Usable(new ContentPart.Image(header.MimeType, bytes), $"{Size(header)}, {Bytes(bytes.Length)}, as it is: {header.Kind} cannot be made smaller here")
                : new FittedImage.Refused($"it has {Bytes(bytes.Length)}, and {header.Kind} cannot be made smaller here; send a PNG, or one below {Bytes(MostUnscaled)}");
        }

        return this.scaling.Value.Scale(bytes, LongestEdge, mostBytes) is var (scaled, smaller)
            ? new FittedImage.Usable(new ContentPart.Image(smaller.MimeType, scaled), $"{Size(smaller)}, made smaller from {Size(header)}, {Bytes(bytes.Length)}")
            : new FittedImage.Refused($"it is damaged, or {Bytes(mostBytes)} are too few for it");
    }

    private static string Size(ImageHeader header) => string.Create(CultureInfo.InvariantCulture, $"{header.Kind} {header.Width}x{header.Height}");

    private static string Bytes(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} bytes");
}
