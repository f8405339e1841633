using System.Collections.Immutable;
using System.Text.Json;

namespace EditorAgent.CodeIntelligence.LanguageServers.Protocol;

internal sealed record Location(string Uri, LspRange Range);

internal sealed record LocationLink(string TargetUri, LspRange TargetSelectionRange);

internal sealed record ReferenceContext(bool IncludeDeclaration);

internal sealed record ReferenceParams(TextDocumentIdentifier TextDocument, Position Position, ReferenceContext Context, JsonElement? PartialResultToken = null);

internal sealed record RenameParams(TextDocumentIdentifier TextDocument, Position Position, string NewName);

internal sealed record QueryParams(string Query);

internal sealed record DocumentSymbol(
    string Name, int Kind, LspRange Range, LspRange SelectionRange, string? Detail = null, ImmutableArray<DocumentSymbol>? Children = null);

/// <summary>A place that may lack its range until the symbol is resolved.</summary>
internal sealed record SymbolLocation(string Uri, LspRange? Range = null);

/// <summary>Both the flat form of documentSymbol and the answers to workspace/symbol.</summary>
internal sealed record SymbolInformation(string Name, int Kind, SymbolLocation Location, string? ContainerName = null, JsonElement? Data = null);

/// <param name="Contents">Markup, a marked string, or several of them.</param>
internal sealed record Hover(JsonElement Contents, LspRange? Range = null);

/// <summary>Of a call hierarchy or a type hierarchy; the server gets it back as it came.</summary>
internal sealed record HierarchyItem(
    string Name, int Kind, string Uri, LspRange Range, LspRange SelectionRange, string? Detail = null, JsonElement? Tags = null, JsonElement? Data = null);

internal sealed record HierarchyParams(HierarchyItem Item);

internal sealed record IncomingCall(HierarchyItem From, ImmutableArray<LspRange> FromRanges);

internal sealed record OutgoingCall(HierarchyItem To, ImmutableArray<LspRange> FromRanges);

/// <param name="Severity">1 error, 2 warning, 3 information, 4 hint; absent counts as error.</param>
/// <param name="Code">Text or a number.</param>
internal sealed record LspDiagnostic(
    LspRange Range, string Message, int? Severity = null, JsonElement? Code = null, string? Source = null, JsonElement? Tags = null, JsonElement? Data = null);

internal sealed record PublishDiagnosticsParams(string Uri, ImmutableArray<LspDiagnostic> Diagnostics, int? Version = null);

internal sealed record DocumentDiagnosticParams(TextDocumentIdentifier TextDocument, string? Identifier = null, string? PreviousResultId = null);

internal sealed record PreviousResultId(string Uri, string Value);

internal sealed record WorkspaceDiagnosticParams(ImmutableArray<PreviousResultId> PreviousResultIds, string? Identifier = null);

/// <param name="Kind"><c>full</c> or <c>unchanged</c>.</param>
/// <param name="Uri">Only in a workspace's report.</param>
internal sealed record DocumentDiagnosticReport(string Kind, string? ResultId = null, ImmutableArray<LspDiagnostic>? Items = null, string? Uri = null);

internal sealed record WorkspaceDiagnosticReport(ImmutableArray<DocumentDiagnosticReport> Items);

internal sealed record CodeActionContext(ImmutableArray<LspDiagnostic> Diagnostics, ImmutableArray<string>? Only = null, int? TriggerKind = 1);

internal sealed record CodeActionParams(TextDocumentIdentifier TextDocument, LspRange Range, CodeActionContext Context);

internal sealed record Command(string Title, [property: System.Text.Json.Serialization.JsonPropertyName("command")] string Name, ImmutableArray<JsonElement>? Arguments = null);

internal sealed record CodeAction(
    string Title,
    string? Kind = null,
    ImmutableArray<LspDiagnostic>? Diagnostics = null,
    bool? IsPreferred = null,
    JsonElement? Disabled = null,
    WorkspaceEdit? Edit = null,
    Command? Command = null,
    JsonElement? Data = null);

internal sealed record ExecuteCommandParams(string Command, ImmutableArray<JsonElement>? Arguments = null);
