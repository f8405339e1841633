using System.CommandLine;

namespace EditorAgent.Host.CommandLine;

/// <summary>One verb of the executable.</summary>
/// <param name="Name">As typed.</param>
/// <param name="Summary">For the list of verbs, which fits a terminal of 80 columns: at most 61 characters.</param>
/// <param name="Build">Makes the command with its action; called only for the verb that was typed, so that the others cost nothing.</param>
/// <param name="AsksModel">It begins with a request to a model: the way there is rehearsed while everything else starts.</param>
internal sealed record Verb(string Name, string Summary, Func<VerbContext, Command> Build, bool AsksModel = false)
{
    /// <summary>What its help page says beyond the summary.</summary>
    public string? Details { get; init; }
}
