namespace EditorAgent.ModelProviders.Scripted;

/// <summary>One entry of <c>turns</c>.</summary>
/// <param name="Line">Where it stands in the file.</param>
/// <param name="Position">The first position it answers.</param>
/// <param name="Count">How many positions in a row it answers; more than one for <c>repeat</c>.</param>
internal sealed record ScriptedTurn(long Line, int Position, int Count, ScriptedCondition? When, ScriptedAnswerTemplate Answer)
{
    public bool Covers(int position) => position >= Position && position - Position < Count;
}
