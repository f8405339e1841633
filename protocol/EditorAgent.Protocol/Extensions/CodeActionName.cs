namespace EditorAgent.Protocol.Extensions;

/// <summary>What is wanted of a place in the code.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<CodeActionName>))]
public enum CodeActionName
{
    Fix,
    FixAndAddTests,
    AddTests,
    Explain,
    Document,
    FixTest,
}
