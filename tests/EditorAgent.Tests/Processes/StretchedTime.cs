namespace EditorAgent.Tests.Processes;

/// <summary>Lets every timer take many times as long, so that a grace is long enough on a machine that is busy with something else.</summary>
internal sealed class StretchedTime(int factor) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Longer(dueTime), Longer(period));

    private TimeSpan Longer(TimeSpan span) => span <= TimeSpan.Zero ? span : span * factor;
}
