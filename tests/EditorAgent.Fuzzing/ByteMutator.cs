using System.Text;

namespace EditorAgent.Fuzzing;

/// <summary>
/// Makes hostile inputs out of recorded ones: bits flipped, ranges cut, doubled and swapped between records, numbers made huge,
/// structures made deep, words of the format put where they do not belong. One seed always gives the same inputs.
/// </summary>
public sealed class ByteMutator
{
    private const int MostSteps = 6;
    private const int Largest = 256 * 1024;

    private static readonly string[] AnyFormat =
    [
        "\0", "\n", "\r\n", "\r", "\u2028", "\ufeff", "\ud83d\ude00", "\"", "\\", "\\u0000", "\\ud800", "{", "}", "[", "]", ":", ",", "null", "true", "-1", "0",
        "1e400", "-1e400", "99999999999999999999", "9223372036854775808", "0.1e-500", "''", "/../", "%00", "\u001b[2J",
    ];

    private readonly Random random;
    private readonly IReadOnlyList<byte[]> corpus;
    private readonly byte[][] words;

    /// <param name="seed">Repeats a run.</param>
    /// <param name="corpus">Valid inputs.</param>
    /// <param name="words">Words of the format.</param>
    public ByteMutator(int seed, IEnumerable<string> corpus, IEnumerable<string> words)
    {
        this.random = new Random(seed);
        this.corpus = [.. corpus.Select(Encoding.UTF8.GetBytes)];
        this.words = [.. AnyFormat.Concat(words).Select(Encoding.UTF8.GetBytes)];
    }

    public byte[] Next()
    {
        var bytes = this.corpus[this.random.Next(this.corpus.Count)].ToList();
        for (var step = this.random.Next(1, MostSteps + 1); step > 0; step--)
        {
            this.Mutate(bytes);
        }

        return [.. bytes.Take(Largest)];
    }

    private void Mutate(List<byte> bytes)
    {
        var at = this.random.Next(bytes.Count + 1);
        var length = Math.Min(this.random.Next(1, 1 + Math.Max(1, bytes.Count / 4)), bytes.Count - at);
        switch (this.random.Next(10))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << this.random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)this.random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                var other = this.corpus[this.random.Next(this.corpus.Count)];
                var from = this.random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, this.random.Next(other.Length - from + 1)).ToArray());
                break;
            case 6:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(new string("[{\"a("[this.random.Next(5)], this.random.Next(1, 3000))));
                break;
            case 7:
                this.ReplaceNumber(bytes);
                break;
            default:
                bytes.InsertRange(at, this.words[this.random.Next(this.words.Length)]);
                break;
        }
    }

    private void ReplaceNumber(List<byte> bytes)
    {
        var digits = Enumerable.Range(0, bytes.Count).Where(index => bytes[index] is >= (byte)'0' and <= (byte)'9').ToList();
        if (digits.Count > 0)
        {
            var at = digits[this.random.Next(digits.Count)];
            bytes.RemoveAt(at);
            bytes.InsertRange(at, Encoding.UTF8.GetBytes(this.random.Next(3) switch { 0 => "99999999999999999999", 1 => "-1", _ => "1e999" }));
        }
    }
}
