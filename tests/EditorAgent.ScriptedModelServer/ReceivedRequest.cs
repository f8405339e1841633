namespace EditorAgent.ScriptedModelServer;

/// <param name="Path">Without a fault prefix.</param>
/// <param name="Status">What was answered; 0 where the connection was reset instead.</param>
/// <param name="Body">As received; empty where bodies are not kept.</param>
/// <param name="ArrivedTicks">When its headers were there, in <see cref="System.Diagnostics.Stopwatch"/> ticks.</param>
/// <param name="EndedTicks">When the last byte of the answer was handed to the socket.</param>
public sealed record ReceivedRequest(string Path, int Status, ReadOnlyMemory<byte> Body, long ArrivedTicks, long EndedTicks);
