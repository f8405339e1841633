using EditorAgent.Core.Agent.CodeActions;
using EditorAgent.LanguageServer.Transport;
using Newtonsoft.Json.Linq;

namespace EditorAgent.LanguageServer.CodeActions;

/// <summary>
/// The one command, with the one argument that says everything: the params of ACP's <c>_editoragent/code_action</c> without its session. A
/// client with an ACP connection sends it there; for others this door runs it.
/// </summary>
internal static class CodeActionCommand
{
    public const string Name = "editoragent.codeAction";

    private static readonly string[] Severities = ["error", "warning", "information", "hint"];

    public static JObject Of(string title, CodeActionRequest request)
    {
        var argument = new JObject { ["action"] = CodeActionName.Of(request.Kind), ["path"] = request.Path };
        if (request.Range is { } range)
        {
            argument["range"] = LspJson.Of(range);
        }

        argument["diagnostics"] = new JArray(request.Diagnostics.Select(Of));
        AddText(argument, "testName", request.TestName);
        AddText(argument, "stackTrace", request.StackTrace);
        return new JObject { ["title"] = title, ["command"] = Name, ["arguments"] = new JArray(argument) };
    }

    /// <summary>A diagnostic of LSP.</summary>
    public static CodeActionDiagnostic DiagnosticOf(JToken diagnostic) => new(diagnostic.OptionalText("message") ?? "", LspJson.RangeOf(diagnostic.Member("range")))
    {
        Code = diagnostic["code"] switch
        {
            { Type: JTokenType.String or JTokenType.Integer } code => code.ToString(),
            JObject { } code when code["value"] is { Type: JTokenType.String or JTokenType.Integer } value => value.ToString(),
            _ => null,
        },
        Source = diagnostic.OptionalText("source"),
        Severity = diagnostic["severity"] is { Type: JTokenType.Integer } severity && (int)severity is >= 1 and <= 4 and var level ? Severities[level - 1] : null,
    };

    /// <exception cref="ArgumentException">It is no argument of the command.</exception>
    public static CodeActionRequest Read(JToken argument) => new()
    {
        Kind = CodeActionName.Parse(argument.Text("action")) ?? throw new ArgumentException("action"),
        Path = argument.Text("path"),
        Range = (argument as JObject)?["range"] is JObject range ? LspJson.RangeOf(range) : null,
        Diagnostics = [.. ((argument as JObject)?["diagnostics"] as JArray ?? []).Select(Back)],
        TestName = argument.OptionalText("testName"),
        StackTrace = argument.OptionalText("stackTrace"),
    };

    private static JObject Of(CodeActionDiagnostic diagnostic)
    {
        var written = new JObject { ["message"] = diagnostic.Message, ["range"] = LspJson.Of(diagnostic.Range) };
        AddText(written, "code", diagnostic.Code);
        AddText(written, "source", diagnostic.Source);
        AddText(written, "severity", diagnostic.Severity);
        return written;
    }

    private static CodeActionDiagnostic Back(JToken diagnostic) => new(diagnostic.Text("message"), LspJson.RangeOf(diagnostic.Member("range")))
    {
        Code = diagnostic.OptionalText("code"),
        Source = diagnostic.OptionalText("source"),
        Severity = diagnostic.OptionalText("severity"),
    };

    private static void AddText(JObject target, string name, string? value)
    {
        if (value is { Length: > 0 })
        {
            target[name] = value;
        }
    }
}
