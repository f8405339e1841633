namespace EditorAgent.Protocol.Extensions;

/// <summary>Who decided about a call.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<DecisionMaker>))]
public enum DecisionMaker
{
    Rule,
    Grant,
    Mode,
    User,
    Safeguard,
}
