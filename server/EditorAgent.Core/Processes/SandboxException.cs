using System.ComponentModel;

namespace EditorAgent.Core.Processes;

/// <summary>A program was to be kept in and could not be; like any other that could not be started, it did not run.</summary>
/// <param name="message">One clause for the model and the user.</param>
public sealed class SandboxException(string message) : Win32Exception(message);
