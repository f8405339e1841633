using System.Text.Json;

namespace EditorAgent.Mcp.Authorization;

/// <param name="Status">Of HTTP.</param>
/// <param name="Body">Null where it is no JSON object.</param>
/// <param name="Nonce">What the next proof of possession must carry.</param>
internal sealed record WebAnswer(int Status, JsonElement? Body, string? Nonce)
{
    public bool IsSuccess => this.Status is >= 200 and < 300;

    /// <summary>A text member of the body; null where it is absent, empty or no text.</summary>
    public string? Text(string name) =>
        this.Body is { } body && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    public override string ToString() => $"HTTP {this.Status}";
}
