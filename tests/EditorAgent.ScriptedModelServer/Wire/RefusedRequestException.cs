namespace EditorAgent.ScriptedModelServer.Wire;

/// <summary>Carries the first broken rule out of the checks.</summary>
internal sealed class RefusedRequestException(string message) : Exception(message);
