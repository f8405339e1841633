using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using EditorAgent.CodeIntelligence.Contract;
using StreamJsonRpc;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;

/// <summary>How questions and answers are written between the sidecar and its workers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(InitializeParams))]
[JsonSerializable(typeof(LoadParams))]
[JsonSerializable(typeof(CodeHostStatus))]
[JsonSerializable(typeof(BuffersParams))]
[JsonSerializable(typeof(OriginalsParams))]
[JsonSerializable(typeof(OverviewQuery))]
[JsonSerializable(typeof(FindSymbolQuery))]
[JsonSerializable(typeof(ReadSymbolQuery))]
[JsonSerializable(typeof(FindReferencesQuery))]
[JsonSerializable(typeof(CallHierarchyQuery))]
[JsonSerializable(typeof(FindImplementationsQuery))]
[JsonSerializable(typeof(DiagnosticsQuery))]
[JsonSerializable(typeof(NullAnalysisQuery))]
[JsonSerializable(typeof(CodeActionsQuery))]
[JsonSerializable(typeof(ApplyCodeActionQuery))]
[JsonSerializable(typeof(RenameQuery))]
[JsonSerializable(typeof(EditQuery))]
[JsonSerializable(typeof(FindTestsQuery))]
[JsonSerializable(typeof(DeltaQuery))]
[JsonSerializable(typeof(CodeAnswer))]
[JsonSerializable(typeof(EditProposal))]
internal sealed partial class CodeHostJson : JsonSerializerContext
{
    /// <summary>The library adds its own types by reflection; ours are compiled.</summary>
    public static SystemTextJsonFormatter Formatter() => new()
    {
        JsonSerializerOptions = new JsonSerializerOptions(Default.Options)
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine(Default, new DefaultJsonTypeInfoResolver()),
        },
    };
}
