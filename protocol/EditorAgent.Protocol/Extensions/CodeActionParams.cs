namespace EditorAgent.Protocol.Extensions;

/// <summary>Starts a turn about a place in a file, as if the user had asked for it.</summary>
[WireMethod(EditorAgentMethods.CodeAction, WireSide.Agent, Result = typeof(CodeActionResult), Gate = "codeAction")]
public sealed record CodeActionParams
{
    public required string SessionId { get; init; }

    public required CodeActionName Action { get; init; }

    /// <summary>The file, absolute or from the session's working directory.</summary>
    public required string Path { get; init; }

    public EditorRange? Range { get; init; }

    [JsonConverter(typeof(LenientItemsConverter<EditorDiagnostic>))]
    public IReadOnlyList<EditorDiagnostic>? Diagnostics { get; init; }

    /// <summary>The selected text, where the client knows it better than the file does.</summary>
    public string? Selection { get; init; }

    /// <summary>Namespace, class and method of the test that fails.</summary>
    public string? TestName { get; init; }

    /// <summary>What the failure said.</summary>
    public string? StackTrace { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
