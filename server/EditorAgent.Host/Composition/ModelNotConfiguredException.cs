namespace EditorAgent.Host.Composition;

/// <summary>There is no model to talk to; the message says what to set.</summary>
internal sealed class ModelNotConfiguredException(string message) : Exception(message);
