namespace EditorAgent.Core.Sessions;

/// <summary>An event with its place in the session.</summary>
/// <param name="Sequence">Strictly increasing over durable events; a volatile event carries the number of the last durable one.</param>
/// <param name="At">When it happened.</param>
/// <param name="Event">The event.</param>
public readonly record struct SessionEnvelope(long Sequence, DateTimeOffset At, SessionEvent Event);
