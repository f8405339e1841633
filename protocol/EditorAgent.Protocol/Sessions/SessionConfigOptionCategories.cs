namespace EditorAgent.Protocol.Sessions;

/// <summary>What an option is about, as far as clients draw it specially; other names are allowed.</summary>
public static class SessionConfigOptionCategories
{
    public const string Mode = "mode";
    public const string Model = "model";
    public const string ModelConfig = "model_config";
    public const string ThoughtLevel = "thought_level";
}
