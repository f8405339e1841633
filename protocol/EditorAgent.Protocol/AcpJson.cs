using System.Text.Encodings.Web;

namespace EditorAgent.Protocol;

/// <summary>How everything at this boundary is read and written.</summary>
public static class AcpJson
{
    /// <summary>Read-only. Refuses duplicate members, takes discriminators in any place, leaves out nulls.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            AllowDuplicateProperties = false,
            AllowOutOfOrderMetadataProperties = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // The wire is not HTML: escaping every non-ASCII letter would double the size of most languages.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = 64,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            TypeInfoResolver = AcpJsonContext.Default,
        };
        options.MakeReadOnly();
        return options;
    }
}
