using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Freshness;

/// <summary>
/// Projects whose files changed since they were loaded. Each change gets a number; a load settles what happened before the number that was known
/// when it began. Not safe to use from several threads.
/// </summary>
internal sealed class ReloadNeeds
{
    private readonly Dictionary<string, int> needs = new(FilePaths.Comparer);

    public int Generation { get; private set; }

    public ImmutableArray<string> Projects => [.. this.needs.Keys.Order(StringComparer.Ordinal)];

    public void Add(IEnumerable<string> projects)
    {
        var added = projects.ToArray();
        if (added.Length == 0)
        {
            return;
        }

        this.Generation++;
        foreach (var project in added)
        {
            this.needs[project] = this.Generation;
        }
    }

    public void SettleUntil(int generation)
    {
        foreach (var settled in this.needs.Where(need => need.Value <= generation).ToArray())
        {
            this.needs.Remove(settled.Key);
        }
    }
}
