using EditorAgent.Core.Models;

namespace EditorAgent.ScriptedModelServer.Wire;

/// <summary>A vendor's request in the terms of the script.</summary>
internal sealed record WireRequest(string Model, bool IsStream, string System, IReadOnlyList<Message> Messages);
