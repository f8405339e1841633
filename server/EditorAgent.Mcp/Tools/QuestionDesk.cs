using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>
/// What servers may ask of the user in one session. Every question names its server, shows its words quoted, and is bounded in number. Where
/// nobody looks, nothing is on offer.
/// </summary>
internal sealed class QuestionDesk
{
    private const int MostQuestions = 30;

    private readonly SessionServersParts parts;
    private readonly SamplingDesk? sampling;
    private readonly Dictionary<string, int> asked = new(StringComparer.Ordinal);

    public QuestionDesk(SessionServersParts parts)
    {
        this.parts = parts;
        this.sampling = parts.Model is { } model && parts.Prompt.IsPerson ? new SamplingDesk(parts.Prompt, model, parts.AllowsSampling) : null;
    }

    /// <param name="call">The call in whose course they are asked; null outside of any.</param>
    public ServerQuestions For(ToolCallId? call) => new()
    {
        Elicit = this.parts.Prompt.IsPerson || this.parts.Forms is { ShowsForms: true } or { ShowsAddresses: true } ? (question, token) => this.ElicitAsync(call, question, token) : null,
        ShowsAddresses = this.parts.Forms is { ShowsAddresses: true },
        Sample = this.sampling is { } desk ? (question, token) => desk.AnswerAsync(call, question, token) : null,
    };

    private async Task<ElicitationReply> ElicitAsync(ToolCallId? call, ElicitationQuestion question, CancellationToken cancellationToken)
    {
        if (!this.TryCount(question.Server, out var isFirstTooMany))
        {
            return this.Declined(isFirstTooMany ? $"The MCP server {question.Server} has asked {MostQuestions} questions in this session. It gets no more answers." : null);
        }

        var message = CanonicalText.Block(question.Message).Text;
        if (question.Schema is not { } schema)
        {
            return this.parts.Forms is { ShowsAddresses: true } opener && IsOpenable(question.Address)
                ? await opener.AskAsync(question with { Message = message }, cancellationToken)
                : this.Declined($"The MCP server {question.Server} wanted to send you to an address that cannot be opened from here. It was told no.");
        }

        var (shown, problem) = ShownSchema.Of(schema);
        if (problem is not null)
        {
            return this.Declined($"The MCP server {question.Server} sent a form that cannot be shown ({problem}). It was told no.");
        }

        var form = JsonElement.Parse(shown.Span);
        if (SecretFields.In(question.Message, form) is { } secret)
        {
            return this.Declined(
                $"The MCP server {question.Server} asked for a secret (\"{CanonicalText.Line(secret, 80).Text}\") in a form. You were not asked, for forms are no place for secrets: give it in the server's configuration, as ${{input:ID}} in mcp.json.");
        }

        if (this.parts.Forms is { ShowsForms: true } forms)
        {
            return await forms.AskAsync(question with { Message = message, Schema = form }, cancellationToken);
        }

        return this.parts.Prompt.IsPerson && FormChoices.Of(form) is { } choices
            ? await new ConfirmationForm(this.parts.Prompt).AskAsync(call, question with { Message = message, Schema = form }, choices, cancellationToken)
            : this.Declined($"The MCP server {question.Server} sent a form that cannot be shown here. It was told no. It asked: {CanonicalText.Line(question.Message, 200).Text}");
    }

    /// <param name="told">What the user is told of it; null where they know.</param>
    private ElicitationReply Declined(string? told)
    {
        if (told is not null)
        {
            this.parts.Tell?.Invoke("A question of an MCP server was not answered", told);
        }

        return new ElicitationReply(ElicitationAction.Decline, null);
    }

    private bool TryCount(string server, out bool isFirstTooMany)
    {
        lock (this.asked)
        {
            var count = this.asked.GetValueOrDefault(server);
            this.asked[server] = count + 1;
            isFirstTooMany = count == MostQuestions;
            return count < MostQuestions;
        }
    }

    /// <summary>An address that a browser may be sent to: https, or http on this machine; nothing that hides where it leads.</summary>
    private static bool IsOpenable(Uri? address) =>
        address is { IsAbsoluteUri: true, UserInfo: "" }
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && CanonicalText.Line(address.AbsoluteUri, 2_000) is { IsCut: false, IsEscaped: false };
}
