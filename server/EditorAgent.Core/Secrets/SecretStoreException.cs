namespace EditorAgent.Core.Secrets;

/// <summary>A secret could not be kept or read. The message is one line for a person, without the secret.</summary>
public sealed class SecretStoreException(string message, Exception? inner = null) : Exception(message, inner);
