using System.Text;
using System.Text.Json;

namespace EditorAgent.Tests.ModelProviders.Http;

internal sealed record ReceivedRequest(string Line, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(this.Body);

    public JsonElement Json => JsonDocument.Parse(this.Body).RootElement;
}
