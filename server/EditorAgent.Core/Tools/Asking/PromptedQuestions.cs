using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Tools.Asking;

/// <summary>Asks through what also asks for permissions: options to pick from, and the person's own words where a rejection carries some.</summary>
public sealed class PromptedQuestions(IPermissionPrompt prompt) : IUserQuestions
{
    private const int LongestQuestion = 20_000;
    private const int LongestChoice = 300;

    public async Task<UserAnswer> AskAsync(UserQuestion question, CancellationToken cancellationToken)
    {
        if (!prompt.IsPerson)
        {
            return new UserAnswer.Nobody();
        }

        return await prompt.AskAsync(RequestOf(question), cancellationToken) switch
        {
            PermissionAnswer.Chosen chosen when chosen.Index >= 0 && chosen.Index < question.Options.Length => new UserAnswer.Chosen(chosen.Index),
            PermissionAnswer.Reject { Feedback: { } words } when !string.IsNullOrWhiteSpace(words) => new UserAnswer.Said(words),
            PermissionAnswer.Reject => new UserAnswer.Declined(),
            PermissionAnswer.Unattended => new UserAnswer.Nobody(),
            _ => new UserAnswer.None(),
        };
    }

    private static PermissionRequest RequestOf(UserQuestion question)
    {
        ImmutableArray<string> lines = [.. CanonicalText.Block(question.Text, LongestQuestion).Text.Split('\n').Select(line => $"  | {line}")];
        ImmutableArray<string> choices = [.. question.Options.Select(ChoiceOf)];
        var plan = new ToolPlan.Ready { Title = question.Title, Kind = ToolKind.Other, IsReadOnly = true };
        var shown = $"{question.Title}\n{string.Join('\n', lines)}\n{string.Join('\n', choices)}";
        return new PermissionRequest(question.Call, question.ToolName, "{}", plan, "the agent asks", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shown))))
        {
            Id = $"ask_{Guid.CreateVersion7():N}",
            Text = new ApprovalText { Title = question.Title, Lines = lines },
            Choices = choices,
        };
    }

    private static string ChoiceOf(UserOption option) =>
        CanonicalText.Line(string.IsNullOrWhiteSpace(option.Description) ? option.Label : $"{option.Label}: {option.Description}", LongestChoice).Text;
}
