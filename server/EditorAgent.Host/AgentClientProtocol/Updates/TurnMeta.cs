using System.Text.Json;
using EditorAgent.Core.Sessions;
using EditorAgent.Protocol;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Host.AgentClientProtocol.Updates;

/// <summary>Names a turn to the client: with its prompt's result, and with its first message when it is replayed.</summary>
internal static class TurnMeta
{
    public static JsonElement Of(TurnId turn) => JsonSerializer.SerializeToElement(
        new PromptResultMeta { Editoragent = new TurnReference { TurnId = turn.Value } }, AcpJsonContext.Default.PromptResultMeta);
}
