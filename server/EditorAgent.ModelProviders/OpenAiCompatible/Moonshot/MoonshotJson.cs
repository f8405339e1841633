using System.Text.Json;
using System.Text.Json.Serialization;

namespace EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class MoonshotJson : JsonSerializerContext;
