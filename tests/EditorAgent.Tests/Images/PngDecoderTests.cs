using EditorAgent.BuiltInTools.Images;
using Xunit;

namespace EditorAgent.Tests.Images;

public sealed class PngDecoderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Read_OfEachFilter_GivesThePixelsBack(byte filter)
    {
        var random = new Random(filter);
        var rows = Enumerable.Range(0, 9).Select(_ =>
        {
            var row = new byte[7 * 4];
            random.NextBytes(row);
            return row;
        }).ToList();

        var map = PngDecoder.Read(SmallPng.Write(7, 9, 8, 6, rows, filter, 4), 100)!;

        // Where alpha is 0, no colour is seen and none is kept.
        for (var at = 0; at < map.Pixels.Length; at += 4)
        {
            var wanted = rows[at / 28].AsSpan(at % 28, 4);
            Assert.Equal(wanted[3], map.Pixels[at + 3]);
            Assert.True(wanted[3] == 0 || map.Pixels.AsSpan(at, 4).SequenceEqual(wanted));
        }
    }

    [Theory]
    [InlineData(1, new byte[] { 0b1010_0000 }, new byte[] { 255, 0, 255 })]
    [InlineData(2, new byte[] { 0b11_01_00_00 }, new byte[] { 255, 85, 0 })]
    [InlineData(4, new byte[] { 0xF8, 0x00 }, new byte[] { 255, 136, 0 })]
    [InlineData(8, new byte[] { 255, 7, 0 }, new byte[] { 255, 7, 0 })]
    [InlineData(16, new byte[] { 255, 1, 7, 2, 0, 3 }, new byte[] { 255, 7, 0 })]
    public void Read_OfGreyInEachDepth_SpreadsItOverAllLevels(byte depth, byte[] row, byte[] levels)
    {
        var map = PngDecoder.Read(SmallPng.Write(3, 1, depth, 0, [row], step: Math.Max(1, depth / 8)), 100)!;

        Assert.Equal(levels.SelectMany(level => new[] { level, level, level, (byte)255 }), map.Pixels);
    }

    [Fact]
    public void Read_OfAPalette_TakesItsColoursAndTheirAlpha()
    {
        var image = SmallPng.Write(2, 1, 4, 3, [[0x10]], palette: [1, 2, 3, 40, 50, 60], transparency: [128]);

        Assert.Equal([40, 50, 60, 255, 1, 2, 3, 128], PngDecoder.Read(image, 100)!.Pixels);
    }

    [Fact]
    public void Read_OfAPaletteThatIsTooShort_GivesNothing() =>
        Assert.Null(PngDecoder.Read(SmallPng.Write(2, 1, 4, 3, [[0x15]], palette: [1, 2, 3]), 100));

    [Fact]
    public void Read_OfAnUnseenColour_MakesItTransparent()
    {
        var image = SmallPng.Write(2, 1, 8, 2, [[9, 8, 7, 1, 1, 1]], transparency: [0, 1, 0, 1, 0, 1]);

        Assert.Equal([9, 8, 7, 255, 0, 0, 0, 0], PngDecoder.Read(image, 100)!.Pixels);
    }

    [Fact]
    public void Read_OfAnInterlacedImage_PutsEachPixelInItsPlace()
    {
        var map = PngDecoder.Read(SmallPng.Interlaced(9, 7, (x, y) => (byte)((x * 20) + y)), 100)!;

        Assert.Equal((9, 7), (map.Width, map.Height));
        for (var y = 0; y < 7; y++)
        {
            Assert.Equal(Enumerable.Range(0, 9).Select(x => (byte)((x * 20) + y)), map.Row(y).ToArray().Where((_, at) => at % 4 == 0));
        }
    }

    [Fact]
    public void Read_IntoASmallerImage_TakesTheMeanOfWhatIsSeen()
    {
        byte[] row = [200, 0, 0, 255, 100, 0, 0, 255, 0, 255, 0, 0, 0, 0, 90, 255];

        var map = PngDecoder.Read(SmallPng.Write(4, 2, 8, 6, [row, row], step: 4), 2)!;

        Assert.Equal([150, 0, 0, 255, 0, 0, 90, 127], map.Pixels);
    }

    [Fact]
    public void Write_OfWhatWasRead_GivesTheSamePixels()
    {
        var map = PngDecoder.Read(SmallPng.Noise(31, 17, 4), 100)!;

        var again = PngDecoder.Read(PngEncoder.Write(map, 8), 100)!;

        Assert.Equal(map.Pixels, again.Pixels);
    }

    [Fact]
    public void Read_OfDataThatUnpacksToMoreThanTheSizeNeeds_StopsThere()
    {
        // The rows behind the ten are never unpacked.
        var image = SmallPng.Write(2000, 10, 8, 2, Enumerable.Repeat(new byte[6000], 2_000));

        Assert.Equal((100, 1), PngDecoder.Read(image, 100) is { } map ? (map.Width, map.Height) : default);
    }
}
