namespace EditorAgent.LanguageServer.Transport;

/// <summary>The editor gives no answer: it refused the request, broke, or left.</summary>
internal sealed class EditorGoneException(string message, Exception? inner) : Exception(message, inner);
