using System.Text.Json;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;
using StreamJsonRpc;

namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>What a server may ask of us. Servers break when these are refused, so each has an honest answer.</summary>
internal sealed class ServerRequests(SessionState state)
{
    private static readonly JsonElement Null = JsonDocument.Parse("null").RootElement;

    [JsonRpcMethod("client/registerCapability")]
    public object? Register(RegistrationParams registration)
    {
        foreach (var one in registration.Registrations)
        {
            state.Capabilities.Register(one);
        }

        return null;
    }

    [JsonRpcMethod("client/unregisterCapability")]
    public object? Unregister(UnregistrationParams unregistration)
    {
        foreach (var one in unregistration.Unregisterations)
        {
            state.Capabilities.Unregister(one.Id);
        }

        return null;
    }

    /// <summary>For each item the settings below its section, or null where the user has said nothing.</summary>
    [JsonRpcMethod("workspace/configuration")]
    public JsonElement[] Configuration(ConfigurationParams configuration) =>
        [.. configuration.Items.Select(item => SettingsSection.Of(state.Settings, item.Section) ?? Null)];

    [JsonRpcMethod("workspace/workspaceFolders")]
    public WorkspaceFolder[] Folders() => [.. state.Folders];

    [JsonRpcMethod("window/workDoneProgress/create")]
    public object? CreateProgress(WorkDoneProgressCreateParams create)
    {
        state.Progress.Create(create.Token);
        return null;
    }

    /// <summary>Nobody is there to choose; no choice is an answer that the protocol has.</summary>
    [JsonRpcMethod("window/showMessageRequest")]
    public object? ShowMessage(MessageParams message)
    {
        state.Log.Add(message.Message);
        return null;
    }

    [JsonRpcMethod("workspace/applyEdit")]
    public ApplyEditResult ApplyEdit(ApplyEditParams apply) =>
        state.Edits.Offer(apply.Edit)
            ? new ApplyEditResult(false, "The edit is shown to the user first; what they agree to arrives as a change of the documents.")
            : new ApplyEditResult(false, "Nobody asked for an edit.");

    [JsonRpcMethod("workspace/diagnostic/refresh")]
    public object? RefreshDiagnostics()
    {
        state.RefreshDiagnostics();
        return null;
    }

    [JsonRpcMethod("workspace/codeLens/refresh")]
    public object? RefreshCodeLenses() => null;

    [JsonRpcMethod("workspace/semanticTokens/refresh")]
    public object? RefreshTokens() => null;

    [JsonRpcMethod("workspace/inlayHint/refresh")]
    public object? RefreshHints() => null;
}
