namespace EditorAgent.Core.Tools.Writing;

/// <summary>Lines that stand in place of others; either side may be empty. Counted from 0.</summary>
public readonly record struct LineBlock(int OldStart, int OldCount, int NewStart, int NewCount)
{
    public int OldEnd => OldStart + OldCount;

    public int NewEnd => NewStart + NewCount;
}
