using System.Text.Json;

namespace EditorAgent.Tests.Schemas;

internal sealed record OfficialCase(string Name, JsonElement Schema, JsonElement Data, bool IsValid);
