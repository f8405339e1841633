namespace EditorAgent.Core.Configuration;

/// <summary>The configuration cannot be used; the message names file and line and says what to write instead.</summary>
public sealed class ConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
