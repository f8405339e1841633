namespace EditorAgent.Core.Agent.Compaction;

/// <summary>
/// How many tokens each part of a shortened conversation may take. All of them together leave a quarter and more of the room below the trigger
/// free, so that work goes on for a while; in large windows the fixed bounds are far below that.
/// </summary>
/// <param name="Words">Messages of the user.</param>
/// <param name="Note">What the model writes down.</param>
/// <param name="Instructions">The project's notes for agents.</param>
/// <param name="Files">The list of edited files.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Answers">What the user answered to questions and plans.</param>
/// <param name="Tail">What has been said since the last answer, where it stays as it is.</param>
internal sealed record CompactionBudget(long Words, long Note, long Instructions, long Files, long Plan, long Answers, long Tail)
{
    private const int MostWords = 20_000;
    private const int MostOfNote = 6_000;
    private const int MostOfInstructions = 32_000;
    private const int MostOfFiles = 8_000;
    private const int MostOfPlan = 4_000;

    /// <summary>Of the words, what goes to the oldest: the task was said there.</summary>
    public long OldestWords => this.Words / 10;

    /// <param name="room">Tokens between what every request carries and the trigger.</param>
    public static CompactionBudget For(long room) => new(
        Math.Min(MostWords, room / 5),
        Math.Min(MostOfNote, room / 5),
        Math.Min(MostOfInstructions, room / 6),
        Math.Min(MostOfFiles, room / 16),
        Math.Min(MostOfPlan, room / 24),
        Math.Min(MostOfPlan, room / 48),
        room / 4);

    /// <summary>The least: where the usual was still too much.</summary>
    public CompactionBudget Tight() => new(this.Words / 2, this.Note / 2, this.Instructions / 2, this.Files / 2, this.Plan / 2, this.Answers / 2, 0);
}
