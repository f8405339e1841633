using EditorAgent.Core.Tools;
using EditorAgent.Core.Trust;

namespace EditorAgent.LanguageServer.Turns;

/// <summary>A button of a question. Editors answer with its title, so no two of a question have the same.</summary>
/// <param name="Title">As shown.</param>
/// <param name="Answer">What choosing it means.</param>
/// <param name="IsForGood">Whether the exact same call is rejected from here on without asking.</param>
internal sealed record EditorChoice(string Title, PermissionAnswer Answer, bool IsForGood = false)
{
    /// <summary>A lasting allowance names the exact grant and how long it lasts.</summary>
    public static IReadOnlyList<EditorChoice> For(PermissionRequest request)
    {
        if (request.Trust is not null)
        {
            return
            [
                new("Trust this workspace", new PermissionAnswer.Trust(TrustDuration.Always)),
                new("Trust for this session", new PermissionAnswer.Trust(TrustDuration.Session)),
                new("Do not trust", new PermissionAnswer.Reject(null)),
            ];
        }

        if (!request.Choices.IsEmpty)
        {
            var numbered = request.Choices.Select((choice, index) => new EditorChoice($"{index + 1}. {choice}", new PermissionAnswer.Chosen(index)));
            return [.. numbered, new("Do not answer", new PermissionAnswer.Reject(null))];
        }

        var lasting = request.Text.Grants.SelectMany(grant => (EditorChoice[])
        [
            new($"Allow {grant.Pattern} for this session", new PermissionAnswer.AllowForSession(grant)),
            new($"Always allow {grant.Pattern} in this workspace", new PermissionAnswer.AllowAlways(grant)),
        ]);
        return
        [
            new("Allow once", new PermissionAnswer.AllowOnce()),
            .. lasting,
            new("Reject", new PermissionAnswer.Reject(null)),
            new("Reject, and do not ask about this exact call again while this session is open", new PermissionAnswer.Reject(null), IsForGood: true),
        ];
    }
}
