using System.Collections.Immutable;

namespace EditorAgent.Mcp.Tools;

/// <summary>Ranks things by words (BM25): rare words count more, long texts less, and what is said in a name more than what is said about it.</summary>
internal sealed class WordIndex<T>
    where T : class
{
    private const double Saturation = 1.2;
    private const double LengthWeight = 0.75;

    /// <summary>What is further behind the best was found by a word that says little.</summary>
    private const double LeastOfBest = 0.4;

    private readonly List<(T Thing, Dictionary<string, double> Counts, double Length)> documents = [];
    private readonly Dictionary<string, int> frequencies = new(StringComparer.Ordinal);
    private double totalLength;

    /// <param name="thing">What is found.</param>
    /// <param name="texts">What is said of it, each with how often it counts.</param>
    public void Add(T thing, params ReadOnlySpan<(string Text, double Weight)> texts)
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        var length = 0.0;
        foreach (var (text, weight) in texts)
        {
            foreach (var word in Words.Of(text))
            {
                counts[word] = counts.GetValueOrDefault(word) + weight;
                length += weight;
            }
        }

        foreach (var word in counts.Keys)
        {
            this.frequencies[word] = this.frequencies.GetValueOrDefault(word) + 1;
        }

        this.documents.Add((thing, counts, length));
        this.totalLength += length;
    }

    /// <summary>Best first, as far as it comes near the best; what has none of the words is not among them.</summary>
    public ImmutableArray<T> Find(string query, int most)
    {
        var wanted = Words.Asked(query).Select(this.Known).ToList();
        var found = this.documents
            .Select((document, place) => (document.Thing, Score: this.Score(document.Counts, document.Length, wanted), Place: place))
            .Where(found => found.Score > 0)
            .OrderByDescending(found => found.Score)
            .ThenBy(found => found.Place)
            .Take(most)
            .ToList();
        return [.. found.TakeWhile(one => one.Score >= LeastOfBest * found[0].Score).Select(one => one.Thing)];
    }

    /// <summary>A word that nothing holds stands for those that begin with it, or that it begins with.</summary>
    private ImmutableArray<string> Known(string word) => this.frequencies.ContainsKey(word) || word.Length < 3
        ? [word]
        : [.. this.frequencies.Keys.Where(known => known.Length >= 3 && (known.StartsWith(word, StringComparison.Ordinal) || word.StartsWith(known, StringComparison.Ordinal)))];

    private double Score(Dictionary<string, double> counts, double length, List<ImmutableArray<string>> wanted)
    {
        var score = 0.0;
        foreach (var alike in wanted)
        {
            var best = 0.0;
            foreach (var word in alike)
            {
                if (counts.TryGetValue(word, out var count))
                {
                    var rarity = Math.Log(1 + ((this.documents.Count - this.frequencies[word] + 0.5) / (this.frequencies[word] + 0.5)));
                    var norm = 1 - LengthWeight + (LengthWeight * length * this.documents.Count / this.totalLength);
                    best = Math.Max(best, rarity * count * (Saturation + 1) / (count + (Saturation * norm)));
                }
            }

            score += best;
        }

        return score;
    }
}
