namespace EditorAgent.ScriptedModelServer.Wire;

/// <summary>Oddities that real endpoints show. They touch the chat-completions dialect; <see cref="DuplicateIds"/> both.</summary>
[Flags]
public enum VendorQuirks
{
    None = 0,
    UsageInChoices = 1,
    InterleavedArguments = 2,
    ArgumentsBeforeName = 4,
    MissingIndex = 8,
    StringIndex = 16,
    KimiIds = 32,
    DuplicateIds = 64,
    EmptyReasoning = 128,
    LeakedTokens = 256,
}
