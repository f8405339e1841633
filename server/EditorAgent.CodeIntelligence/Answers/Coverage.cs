using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Answers;

/// <summary>How much of the workspace an answer speaks of; without it "0 found" could be mistaken for a fact.</summary>
/// <param name="Loaded">Projects that are covered.</param>
/// <param name="All">Projects that there are.</param>
/// <param name="State">For example <c>fresh</c>, <c>syntax-only</c>, <c>loading 23/40</c>, <c>stale: Api reloading</c>.</param>
public sealed record Coverage(int Loaded, int All, string State)
{
    private const int MostNamed = 5;
    private const int MostOfAReason = 60;

    /// <summary>Each as <c>Name reason</c>, for the projects that are not or not wholly covered.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    public bool IsComplete => Loaded == All && Missing.IsEmpty;

    public override string ToString()
    {
        var named = string.Join(", ", Missing.Take(MostNamed).Select(Short)) + (Missing.Length > MostNamed ? $", and {Missing.Length - MostNamed} more" : "");
        return $"coverage: {Loaded}/{All} projects{(named.Length > 0 ? $" ({named})" : "")} · {State}";
    }

    /// <summary>The line ends every answer, so it is paid for every time; diagnostics of the project tell the whole.</summary>
    private static string Short(string reason) => reason.Length <= MostOfAReason ? reason : reason[..(MostOfAReason - 3)].TrimEnd() + "...";
}
