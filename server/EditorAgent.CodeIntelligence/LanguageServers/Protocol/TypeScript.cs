using System.Text.Json;

namespace EditorAgent.CodeIntelligence.LanguageServers.Protocol;

internal sealed record TypeScriptFile(string File);

/// <summary>Both from 1.</summary>
internal sealed record TypeScriptPlace(long Line, long Offset);

/// <summary>A diagnostic as TypeScript's own server words it.</summary>
internal sealed record TypeScriptDiagnostic(TypeScriptPlace Start, TypeScriptPlace End, string Text, int? Code = null, string? Category = null)
{
    public LspDiagnostic ToLsp() => new(
        new LspRange(new Position(this.Start.Line - 1, this.Start.Offset - 1), new Position(this.End.Line - 1, this.End.Offset - 1)),
        this.Text,
        this.Category switch { "warning" => 2, "suggestion" => 4, "message" => 3, _ => 1 },
        this.Code is { } code ? JsonSerializer.SerializeToElement(code, LspJson.Wire) : null,
        "typescript");
}
