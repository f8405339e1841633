namespace EditorAgent.ModelProviders.OpenAiCompatible;

/// <summary>The field in which an endpoint gives reasoning and wants it back; learnt from its answers.</summary>
internal sealed class ReasoningKey
{
    public const string Default = "reasoning_content";
    public const string Plain = "reasoning";
    public const string Details = "reasoning_details";

    /// <summary>Null until the endpoint has reasoned.</summary>
    public string? Learnt { get; set; }

    public static bool IsText(string key) => key is Default or Plain;
}
