using EditorAgent.CodeIntelligence.Answers;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries;

/// <param name="Item">How it is told.</param>
/// <param name="Document">Whose text it quotes; null when it quotes none.</param>
/// <param name="Line">Where it points to, from 1.</param>
internal sealed record QuotedItem(AnswerItem Item, QuotedDocument? Document, int Line);
