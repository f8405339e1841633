namespace EditorAgent.Core.Processes;

/// <summary>A program was to be kept in and could not be; it did not run.</summary>
/// <param name="message">One line for the model and the user.</param>
public sealed class SandboxException(string message) : Exception(message);
