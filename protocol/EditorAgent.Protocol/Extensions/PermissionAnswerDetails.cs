namespace EditorAgent.Protocol.Extensions;

/// <summary>What ACP's own answer has no member for.</summary>
public sealed record PermissionAnswerDetails
{
    /// <summary>When given, it must be the question's.</summary>
    public string? RequestId { get; init; }

    /// <summary>When given, it must be the question's.</summary>
    public string? ShownHash { get; init; }

    /// <summary>With a rejection: told to the model.</summary>
    public string? Feedback { get; init; }

    /// <summary>With "allow once": all arguments of the call, of which those in <see cref="PermissionRequestReference.EditableArguments"/> may differ.</summary>
    public JsonElement? Arguments { get; init; }
}
