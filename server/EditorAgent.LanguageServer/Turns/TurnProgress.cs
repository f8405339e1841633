using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;
using EditorAgent.LanguageServer.Transport;
using Newtonsoft.Json.Linq;

namespace EditorAgent.LanguageServer.Turns;

/// <summary>Shows a turn as work in progress that the user can cancel, where the editor shows such things.</summary>
internal sealed class TurnProgress(EditorLink link)
{
    private readonly string token = $"editoragent-{Guid.CreateVersion7():N}";
    private bool isShown;

    public bool Is(JToken? other) => other is { Type: JTokenType.String } && (string?)other == this.token;

    public async Task BeginAsync(string what, CancellationToken cancellationToken)
    {
        if (!link.Profile.ShowsProgress)
        {
            return;
        }

        try
        {
            await link.AskAsync(LspMethods.CreateProgress, new JObject { ["token"] = this.token }, cancellationToken);
        }
        catch (EditorGoneException)
        {
            // An editor that refuses the token shows nothing; the turn is the same.
            return;
        }

        this.isShown = true;
        this.Send(new JObject { ["kind"] = "begin", ["title"] = "EditorAgent", ["message"] = what, ["cancellable"] = true });
    }

    public void Report(SessionEnvelope happened)
    {
        var line = happened.Event switch
        {
            SessionEvent.ToolCallPlanned planned => CanonicalText.Line(planned.Title, 120).Text,
            SessionEvent.Retrying retrying => retrying.Reason,
            _ => null,
        };
        if (line is not null && this.isShown)
        {
            this.Send(new JObject { ["kind"] = "report", ["message"] = line });
        }
    }

    public void End(string how)
    {
        if (this.isShown)
        {
            this.isShown = false;
            this.Send(new JObject { ["kind"] = "end", ["message"] = how });
        }
    }

    private void Send(JObject value) => link.Tell(LspMethods.Progress, new JObject { ["token"] = this.token, ["value"] = value });
}
