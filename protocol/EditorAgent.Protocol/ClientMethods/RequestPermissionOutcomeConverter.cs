namespace EditorAgent.Protocol.ClientMethods;

internal sealed class RequestPermissionOutcomeConverter() : TaggedUnionConverter<RequestPermissionOutcome>("outcome")
{
    protected override Type? TypeOf(string? tag) => tag switch
    {
        "selected" => typeof(RequestPermissionOutcome.Selected),
        "cancelled" => typeof(RequestPermissionOutcome.Cancelled),
        null => throw new JsonException("RequestPermissionOutcome: the member 'outcome' is missing."),
        _ => null,
    };

    protected override RequestPermissionOutcome Unknown(JsonElement raw) => new RequestPermissionOutcome.Unknown(raw);

    protected override JsonElement? RawOf(RequestPermissionOutcome value) => (value as RequestPermissionOutcome.Unknown)?.Raw;
}
