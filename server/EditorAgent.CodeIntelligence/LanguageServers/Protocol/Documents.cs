using System.Collections.Immutable;
using System.Text.Json;

namespace EditorAgent.CodeIntelligence.LanguageServers.Protocol;

/// <summary>Both from 0; what a character is depends on the encoding agreed on. Servers send anything, so nothing may be taken for granted.</summary>
internal readonly record struct Position(long Line, long Character);

/// <param name="End">Exclusive.</param>
internal readonly record struct LspRange(Position Start, Position End);

internal sealed record TextDocumentIdentifier(string Uri);

internal sealed record VersionedTextDocument(string Uri, int Version);

internal sealed record TextDocumentItem(string Uri, string LanguageId, int Version, string Text);

internal sealed record DidOpenParams(TextDocumentItem TextDocument);

/// <param name="Range">Null: the text is the whole document.</param>
internal sealed record ContentChange(string Text, LspRange? Range = null);

internal sealed record DidChangeParams(VersionedTextDocument TextDocument, ImmutableArray<ContentChange> ContentChanges);

internal sealed record DidSaveParams(TextDocumentIdentifier TextDocument, string? Text = null);

internal sealed record TextDocumentParams(TextDocumentIdentifier TextDocument);

internal sealed record FileEvent(string Uri, int Type)
{
    public const int Created = 1;
    public const int Changed = 2;
    public const int Deleted = 3;
}

internal sealed record DidChangeWatchedFilesParams(ImmutableArray<FileEvent> Changes);

internal sealed record FilesParams(ImmutableArray<TextDocumentIdentifier> Files);

internal sealed record FileRename(string OldUri, string NewUri);

internal sealed record RenameFilesParams(ImmutableArray<FileRename> Files);

internal sealed record TextDocumentPositionParams(TextDocumentIdentifier TextDocument, Position Position);

internal sealed record FormattingOptions(int TabSize, bool InsertSpaces);

internal sealed record RangeFormattingParams(TextDocumentIdentifier TextDocument, LspRange Range, FormattingOptions Options);

internal sealed record TextEdit(LspRange Range, string NewText);

/// <param name="Version">Null where the server does not count.</param>
internal sealed record OptionalVersionedTextDocument(string Uri, int? Version = null);

internal sealed record TextDocumentEdit(OptionalVersionedTextDocument TextDocument, ImmutableArray<TextEdit> Edits);

/// <param name="Kind"><c>create</c>, <c>rename</c> or <c>delete</c>.</param>
internal sealed record ResourceOperation(string Kind, string? Uri = null, string? OldUri = null, string? NewUri = null);

/// <param name="Changes">URI to edits.</param>
/// <param name="DocumentChanges">Each a <see cref="TextDocumentEdit"/> or a <see cref="ResourceOperation"/>; wins over <paramref name="Changes"/>.</param>
internal sealed record WorkspaceEdit(ImmutableSortedDictionary<string, ImmutableArray<TextEdit>>? Changes = null, ImmutableArray<JsonElement>? DocumentChanges = null);
