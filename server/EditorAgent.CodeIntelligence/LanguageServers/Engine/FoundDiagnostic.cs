using EditorAgent.CodeIntelligence.LanguageServers.Documents;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;
using System.Text.Json;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <param name="Severity">1 error to 4 hint.</param>
/// <param name="Line">From 1.</param>
/// <param name="Member">The declaration around it; empty for none.</param>
internal sealed record FoundDiagnostic(SourceFile File, int Severity, string Code, string Message, int Line, string Member)
{
    private const int LongestMessage = 600;

    /// <summary>What stays the same when lines move.</summary>
    public (string Path, string Code, string Message, string Member) Key => (this.File.Path, this.Code, this.Message, this.Member);

    public string SeverityName => this.Severity switch { 1 => "error", 2 => "warning", 3 => "info", _ => "hint" };

    public static FoundDiagnostic Of(LspDiagnostic diagnostic, SourceFile file, string encoding, string member)
    {
        var message = string.Join(' ', diagnostic.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return new FoundDiagnostic(
            file,
            diagnostic.Severity is >= 1 and <= 4 ? diagnostic.Severity.Value : 1,
            CodeOf(diagnostic),
            message.Length <= LongestMessage ? message : message[..LongestMessage] + "...",
            file.LineAt(file.OffsetOf(diagnostic.Range.Start, encoding)) + 1,
            member);
    }

    public static string CodeOf(LspDiagnostic diagnostic) => diagnostic.Code switch
    {
        { ValueKind: JsonValueKind.String } code => code.GetString()!,
        { ValueKind: JsonValueKind.Number } code => (diagnostic.Source == "typescript" ? "TS" : "") + code.GetRawText(),
        _ => diagnostic.Source ?? "",
    };
}
