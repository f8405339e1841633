using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Differential;

/// <summary>What one side says and the other does not.</summary>
internal sealed class Differences
{
    private const int Most = 40;

    private readonly Lock gate = new();
    private readonly List<string> found = [];
    private int compared;

    public void Compare<T>(string about, IEnumerable<T> ours, IEnumerable<T> theirs)
        where T : notnull
    {
        var (mine, other) = (ours.ToHashSet(), theirs.ToHashSet());
        var missing = other.Except(mine).Select(one => one.ToString()).Order(StringComparer.Ordinal).ToList();
        var extra = mine.Except(other).Select(one => one.ToString()).Order(StringComparer.Ordinal).ToList();
        lock (this.gate)
        {
            this.compared++;
            if (missing.Count + extra.Count > 0)
            {
                this.found.Add($"{about}: missing [{string.Join(", ", missing.Take(5))}] extra [{string.Join(", ", extra.Take(5))}]");
            }
        }
    }

    /// <param name="expected">How many comparisons there must have been: nothing compared is no equality.</param>
    public void AssertNone(int expected)
    {
        if (this.found.Count > 0)
        {
            Assert.Fail(this.ToString());
        }

        Assert.Equal(expected, this.compared);
        Assert.NotEqual(0, expected);
    }

    public override string ToString() => string.Join('\n', this.found.Take(Most)) + (this.found.Count > Most ? $"\nand {this.found.Count - Most} more" : "");
}
