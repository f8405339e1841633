namespace EditorAgent.Fuzzing;

/// <summary>An input that broke something; the message holds what repeats it.</summary>
public sealed class FuzzFailure(string message, Exception? inner) : Exception(message, inner);
