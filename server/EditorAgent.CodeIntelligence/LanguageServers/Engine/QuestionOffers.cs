using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Client;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>Which questions a server's capabilities are enough for.</summary>
internal static class QuestionOffers
{
    private static readonly ImmutableHashSet<CodeQuestion> Usual =
    [
        CodeQuestion.Overview, CodeQuestion.FindSymbol, CodeQuestion.ReadSymbol, CodeQuestion.FindReferences, CodeQuestion.CallHierarchy, CodeQuestion.FindImplementations,
        CodeQuestion.Diagnostics, CodeQuestion.CodeActions, CodeQuestion.Rename, CodeQuestion.Edit, CodeQuestion.Delta,
    ];

    /// <param name="capabilities">Null: not started yet.</param>
    public static ImmutableHashSet<CodeQuestion> Of(ServerCapabilities? capabilities) => capabilities is null ? Usual : [.. Usual.Where(question => Has(capabilities, question))];

    private static bool Has(ServerCapabilities capabilities, CodeQuestion question) => question switch
    {
        CodeQuestion.Overview or CodeQuestion.ReadSymbol => capabilities.Has("textDocument/documentSymbol"),
        CodeQuestion.FindSymbol => capabilities.Has("textDocument/documentSymbol") || capabilities.Has("workspace/symbol"),
        CodeQuestion.FindReferences => capabilities.Has("textDocument/references"),
        CodeQuestion.CallHierarchy => capabilities.Has("textDocument/prepareCallHierarchy"),
        CodeQuestion.FindImplementations => capabilities.Has("textDocument/implementation") || capabilities.Has("textDocument/prepareTypeHierarchy"),
        CodeQuestion.CodeActions => capabilities.Has("textDocument/codeAction"),
        CodeQuestion.Rename => capabilities.Has("textDocument/rename"),
        _ => true,
    };
}
