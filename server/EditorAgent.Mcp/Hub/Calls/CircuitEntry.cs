namespace EditorAgent.Mcp.Hub.Calls;

/// <param name="Wait">How long a call has to stay away; zero lets it go.</param>
/// <param name="IsProbe">Whether it is the one that tries.</param>
internal readonly record struct CircuitEntry(TimeSpan Wait, bool IsProbe)
{
    public bool IsOpen => Wait == TimeSpan.Zero;
}
