using System.Buffers.Binary;
using EditorAgent.BuiltInTools.Images;
using EditorAgent.Core.Models.Images;
using Xunit;

namespace EditorAgent.Tests.Images;

public sealed class ImageFittingTests
{
    private const int Budget = 262_144;

    [Fact]
    public void Fit_OfAnImageWithinTheBounds_KeepsItsBytesAndMakesNoScaler()
    {
        var image = SmallPng.Plain(40, 30);
        var fitting = new ImageFitting(Budget, () => throw new InvalidOperationException("not needed"));

        var usable = Assert.IsType<FittedImage.Usable>(fitting.Fit(image));

        Assert.Equal(image, usable.Image.Data.ToArray());
        Assert.Equal("image/png", usable.Image.MimeType);
        Assert.Equal("Png 40x30", usable.Told);
    }

    [Fact]
    public void Fit_OfAWideImage_BringsItsLongerEdgeDown()
    {
        var usable = Assert.IsType<FittedImage.Usable>(Fitting().Fit(SmallPng.Plain(4000, 500)));

        var header = ImageHeader.Read(usable.Image.Data.Span)!;
        Assert.Equal((2000, 250), (header.Width, header.Height));
        Assert.Contains("made smaller from Png 4000x500", usable.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_OfAnImageOfTooManyBytes_StaysWithinTheBudget()
    {
        var usable = Assert.IsType<FittedImage.Usable>(Fitting().Fit(SmallPng.Noise(900, 700, 1)));

        Assert.InRange(usable.Image.Data.Length, 1_000, Budget);
        Assert.NotNull(PngDecoder.Read(usable.Image.Data.Span, 2_000));
    }

    [Fact]
    public void Fit_OfAHeaderThatClaimsTooManyPixels_UnpacksNothing()
    {
        var bomb = SmallPng.Plain(10, 10);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), 30_000);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), 30_000);
        var fitting = new ImageFitting(Budget, () => throw new InvalidOperationException("must not be asked"));

        Assert.Contains("100 megapixels", Assert.IsType<FittedImage.Refused>(fitting.Fit(bomb)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_OfALargeImageThatBreaksOff_SaysThatItIsDamaged()
    {
        var image = SmallPng.Noise(900, 700, 2);

        Assert.Contains("damaged", Assert.IsType<FittedImage.Refused>(Fitting().Fit(image.AsMemory(0, image.Length / 2))).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A })]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0, 4 })]
    public void Fit_OfWhatIsNoImage_RefusesIt(byte[] bytes) => Assert.IsType<FittedImage.Refused>(Fitting().Fit(bytes));

    [Fact]
    public void Fit_OfAnImageThatCannotBeScaled_SendsItAsItIsOrRefusesIt()
    {
        byte[] Jpeg(int length)
        {
            var jpeg = new byte[length];
            byte[] head = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 17, 8, 0x0B, 0xB8, 0x0F, 0xA0, 3];
            head.CopyTo(jpeg, 0);
            return jpeg;
        }

        Assert.Contains("Jpeg 4000x3000", Assert.IsType<FittedImage.Usable>(Fitting().Fit(Jpeg(300_000))).Told, StringComparison.Ordinal);
        Assert.IsType<FittedImage.Refused>(Fitting().Fit(Jpeg(6_000_000)));
    }

    [Fact]
    public void Header_OfGifAndWebP_TellsTheirSizes()
    {
        byte[] gif = [.. "GIF89a"u8, 0x40, 0x01, 0xF0, 0x00];
        byte[] lossy = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8 "u8, 0, 0, 0, 0, 0, 0, 0, 0x9D, 0x01, 0x2A, 0x40, 0x01, 0xF0, 0x00];
        byte[] extended = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 0x3F, 0x01, 0, 0xEF, 0, 0];

        Assert.Equal(new ImageHeader(ImageKind.Gif, 320, 240), ImageHeader.Read(gif));
        Assert.Equal(new ImageHeader(ImageKind.WebP, 320, 240), ImageHeader.Read(lossy));
        Assert.Equal(new ImageHeader(ImageKind.WebP, 320, 240), ImageHeader.Read(extended));
    }

    [Fact]
    public void Fit_OfAnyBytesBehindAHeader_NeverThrows()
    {
        var random = new Random(5);
        var fitting = new ImageFitting(400, () => new ImageScaler());
        var image = SmallPng.Noise(60, 40, 3);
        for (var round = 0; round < 300; round++)
        {
            var damaged = image.ToArray();
            for (var change = 0; change < 6; change++)
            {
                damaged[random.Next(24, damaged.Length)] = (byte)random.Next(256);
            }

            _ = fitting.Fit(damaged);
        }
    }

    private static ImageFitting Fitting() => new(Budget, () => new ImageScaler());
}
