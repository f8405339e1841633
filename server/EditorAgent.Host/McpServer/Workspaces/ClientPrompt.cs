using System.Text.Json;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Trust;
using EditorAgent.Host.McpServer.Offering;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer.Workspaces;

/// <summary>
/// Asks whoever sits at the client that made the call. A client that shows no forms is not asked: what would be asked is not done. Whether a
/// person or a program filled in a form cannot be known from here, so nothing that is answered outlives the session.
/// </summary>
internal sealed class ClientPrompt(ServedCall call) : IPermissionPrompt
{
    private readonly List<string> denied = [];

    public bool IsPerson => false;

    /// <summary>Whether an answer may hold for the rest of the session.</summary>
    public bool OffersGrants { get; init; }

    /// <summary>What was not done because nobody could be asked, one line each.</summary>
    public IReadOnlyList<string> NotAsked => this.denied;

    public async Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken)
    {
        var grant = this.OffersGrants && request.Text.Grants is [var narrowest, ..] ? narrowest : null;
        if (!call.CanElicit || ApprovalForm.Of(request, grant is not null) is not { } form)
        {
            this.denied.Add(request.Trust is null ? request.Text.Title : "trusting the workspace");
            return new PermissionAnswer.Unattended();
        }

        try
        {
            return Read(await call.Client.AskAsync(form, cancellationToken), request, grant);
        }
        catch (McpException)
        {
            this.denied.Add(request.Text.Title);
            return new PermissionAnswer.Unattended();
        }
    }

    private static PermissionAnswer Read(InputResponse response, PermissionRequest request, Core.Permissions.PermissionGrant? grant)
    {
        var answer = response.RawValue;
        var action = TextOf(answer, "action");
        if (action != "accept")
        {
            return action == "cancel" ? new PermissionAnswer.Cancelled() : new PermissionAnswer.Reject(null);
        }

        answer = answer.TryGetProperty("content", out var content) ? content : default;
        return (TextOf(answer, "decision"), request.Trust) switch
        {
            (ApprovalForm.Trust, not null) => new PermissionAnswer.Trust(TrustDuration.Session),
            (ApprovalForm.Allow, null) => new PermissionAnswer.AllowOnce(),
            (ApprovalForm.AllowForTask, null) when grant is not null => new PermissionAnswer.AllowForSession(grant),
            _ => new PermissionAnswer.Reject(TextOf(answer, "feedback")),
        };
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
