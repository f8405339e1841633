using System.Text;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Transport;
using Xunit;

namespace EditorAgent.Mcp.Tests.Transport;

public sealed class BoundedLinesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(65_536)]
    [InlineData(1_000_000)]
    public async Task Read_OfLinesOfAnyLengthInTurn_GivesEachWhole(int most)
    {
        int[] lengths = [0, 10, 70_000, 3, 200_000, 65_535, 65_536, 65_537, 1, 300_000, 0, 5];
        var text = string.Concat(lengths.Select((length, number) => new string((char)('a' + number), length) + "\n"));
        var lines = new BoundedLines("s", new Pieces(Encoding.UTF8.GetBytes(text), most));

        foreach (var (length, number) in lengths.Select((length, number) => (length, number)))
        {
            var line = await lines.ReadAsync(Token);
            Assert.Equal(new string((char)('a' + number), length), Encoding.UTF8.GetString(line!.Value.Span));
        }

        Assert.Null(await lines.ReadAsync(Token));
    }

    [Fact]
    public async Task Read_OfALineWithoutEnd_GivesUpAtTheBound()
    {
        var lines = new BoundedLines("s", new Pieces(new byte[MessageBounds.MessageBytes + 200_000], 1_000_000));

        var failure = await Assert.ThrowsAsync<ServerException>(async () => await lines.ReadAsync(Token));

        Assert.Equal(ServerFailureKind.TooMuch, failure.Kind);
    }

    /// <summary>Gives at most some bytes with each read.</summary>
    private sealed class Pieces(byte[] content, int most) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
    }
}
