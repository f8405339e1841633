using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Tools.Edits;
using EditorAgent.CodeIntelligence.Tools.Questions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Trust;

namespace EditorAgent.CodeIntelligence.Tools;

/// <summary>The tools that make sense here, in the order the model sees them. What no engine can do is not there.</summary>
internal static class CodeToolSet
{
    public static ImmutableArray<ITool> Create(CodeToolContext context, WorkspaceTrust trust, WorkspaceLanguages languages)
    {
        if (!languages.HasAny)
        {
            return [];
        }

        List<ICodeQuestion> questions = [new OverviewTool(), new FindSymbolTool(), new ReadSymbolTool(), new FindReferencesTool(), new CallHierarchyTool(), new FindImplementationsTool(), new DiagnosticsTool()];
        if (languages.HasCSharp)
        {
            questions.AddRange([new NullAnalysisTool(), new FindTestsTool()]);
        }

        List<IProposal> proposals = [new EditCodeTool(context.Workspace, context.Ledger), new RenameTool()];
        if (languages.HasCodeActions)
        {
            questions.Add(new CodeActionsTool());
            proposals.Add(new ApplyCodeActionTool());
        }

        return [.. questions.Select(question => new CodeQuestionTool(question, context)), .. proposals.Select(proposal => new ProposalTool(proposal, context, trust))];
    }
}
