namespace EditorAgent.ScriptedModelServer.Wire;

public enum VendorDialect
{
    ChatCompletions,
    AnthropicMessages,
}
