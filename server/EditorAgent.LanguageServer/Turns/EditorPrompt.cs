using System.Text;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Writing;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.LanguageServer.Transport;
using Newtonsoft.Json.Linq;

namespace EditorAgent.LanguageServer.Turns;

/// <summary>
/// Asks through <c>window/showMessageRequest</c>: the words of every other door, with the whole command or change, and the same options. Only
/// the title of an option that was offered is an answer; a question that is dismissed allows nothing and ends the turn.
/// </summary>
internal sealed class EditorPrompt(EditorLink link) : IPermissionPrompt
{
    /// <summary>Longer ones are not shown, and what is not shown whole is not allowed.</summary>
    private const int MostCharacters = 60_000;

    private const int Warning = 2;

    private readonly HashSet<(string Tool, string Arguments)> rejectedForGood = [];

    public async Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken)
    {
        var isCall = request.Trust is null && request.Choices.IsEmpty;
        if (isCall && this.rejectedForGood.Contains((request.ToolName, request.ArgumentsJson)))
        {
            return new PermissionAnswer.Reject("I have said before that I do not want this call.");
        }

        var text = request.Trust is { } trust ? TextOf(trust) : TextOf(request);
        if (text.Length > MostCharacters)
        {
            link.ShowMessage(Warning, $"EditorAgent: {request.Text.Title} was not allowed, because it is too long to be shown here.");
            return new PermissionAnswer.Reject("It is too long to be shown to me here. Make it in smaller steps.");
        }

        var choices = EditorChoice.For(request);
        try
        {
            var answer = await link.AskAsync(LspMethods.ShowMessageRequest, RequestOf(text, choices), cancellationToken);
            var title = answer?.OptionalText("title");
            var chosen = choices.FirstOrDefault(choice => choice.Title == title);
            if (chosen is { IsForGood: true })
            {
                this.rejectedForGood.Add((request.ToolName, request.ArgumentsJson));
            }

            return chosen?.Answer ?? new PermissionAnswer.Cancelled();
        }
        catch (EditorGoneException)
        {
            this.SayUnasked(request.Text.Title);
            return new PermissionAnswer.Cancelled();
        }
        catch (OperationCanceledException)
        {
            return new PermissionAnswer.Cancelled();
        }
    }

    /// <summary>Some editors answer the question with an error, because they know no such request.</summary>
    private void SayUnasked(string title)
    {
        try
        {
            link.ShowMessage(Warning, $"EditorAgent: {title} was not done, because this editor shows no questions. What may be done unasked stands in [[permission.rules]] of config.toml.");
        }
        catch (EditorGoneException)
        {
            // It is the editor that is gone.
        }
    }

    private static JObject RequestOf(string text, IReadOnlyList<EditorChoice> choices) => new()
    {
        ["type"] = Warning,
        ["message"] = text,
        ["actions"] = new JArray(choices.Select(choice => new JObject { ["title"] = choice.Title })),
    };

    private static string TextOf(PermissionRequest request)
    {
        var text = new StringBuilder("EditorAgent asks: ").Append(request.Text.Title).Append('\n');
        foreach (var line in request.Text.Command?.Split('\n') ?? [])
        {
            text.Append("    $ ").Append(line).Append('\n');
        }

        foreach (var line in request.Text.Lines)
        {
            text.Append(line).Append('\n');
        }

        foreach (var diff in request.Plan.Diffs)
        {
            text.Append('\n').Append(CanonicalText.Line(diff.Path.Relative)).Append('\n');
            Add(text, UnifiedDiff.Between(diff.OldText ?? "", diff.NewText));
        }

        return text.ToString();
    }

    private static string TextOf(TrustQuestion question)
    {
        var text = new StringBuilder(question.Title).Append('\n').Append(question.ToText()).Append('\n');
        foreach (var change in question.Changes.Where(change => change.HasTexts))
        {
            text.Append(CanonicalText.Line(change.Relative)).Append(", as trusted and as it is now:\n");
            Add(text, UnifiedDiff.Between(change.OldText ?? "", change.NewText ?? ""));
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, UnifiedDiff diff)
    {
        foreach (var line in diff.Text.AsSpan().TrimEnd('\n').EnumerateLines())
        {
            text.Append(CanonicalText.Line(line.ToString(), MostCharacters)).Append('\n');
        }
    }
}
