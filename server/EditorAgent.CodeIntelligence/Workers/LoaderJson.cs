using System.Text.Json.Serialization;

namespace EditorAgent.CodeIntelligence.Workers;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(LoadCommand))]
[JsonSerializable(typeof(LoadReport))]
internal sealed partial class LoaderJson : JsonSerializerContext;
