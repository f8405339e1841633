using System.Text.Json.Serialization;

namespace EditorAgent.Mcp.Authorization;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(LoginRecord))]
internal sealed partial class LoginJson : JsonSerializerContext;
