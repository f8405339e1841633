using EditorAgent.Core.Agent.CodeActions;
using Newtonsoft.Json.Linq;

namespace EditorAgent.LanguageServer.Transport;

/// <summary>LSP's small shapes. Reading throws <see cref="ArgumentException"/> or <see cref="KeyNotFoundException"/> where something is missing or wrong.</summary>
internal static class LspJson
{
    public static JToken Member(this JToken token, string name) =>
        (token as JObject)?[name] ?? throw new KeyNotFoundException(name);

    public static string Text(this JToken token, string name) =>
        token.Member(name) is { Type: JTokenType.String } text ? (string)text! : throw new ArgumentException(name);

    public static string? OptionalText(this JToken token, string name) =>
        (token as JObject)?[name] is { Type: JTokenType.String } text ? (string?)text : null;

    public static int Number(this JToken token, string name) =>
        token.Member(name) is { Type: JTokenType.Integer } number ? (int)number : throw new ArgumentException(name);

    public static string UriOf(JToken request) => request.Member("textDocument").Text("uri");

    public static TextPosition PositionOf(JToken token) => new(Math.Max(0, token.Number("line")), Math.Max(0, token.Number("character")));

    public static TextRange RangeOf(JToken token) => new(PositionOf(token.Member("start")), PositionOf(token.Member("end")));

    public static JObject Of(TextPosition position) => new() { ["line"] = position.Line, ["character"] = position.Character };

    public static JObject Of(TextRange range) => new() { ["start"] = Of(range.Start), ["end"] = Of(range.End) };
}
