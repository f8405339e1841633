namespace EditorAgent.Host.CommandLine;

/// <summary>stdout did not take what was to be written.</summary>
internal sealed class OutputLostException(Exception cause) : IOException(cause.Message, cause);
