using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>What a server has told and may know. Everything in it is bounded and safe to use from several threads.</summary>
internal sealed class SessionState(JsonElement settings, ImmutableArray<WorkspaceFolder> folders, TimeProvider time)
{
    private int diagnosticsRefreshes;

    public JsonElement Settings { get; } = settings;

    public ImmutableArray<WorkspaceFolder> Folders { get; } = folders;

    public ServerCapabilities Capabilities { get; } = new();

    public WorkProgress Progress { get; } = new(time);

    public PublishedDiagnostics Published { get; } = new(time);

    public ServerLog Log { get; } = new();

    public OfferedEdits Edits { get; } = new();

    /// <summary>How often the server said that what it told of diagnostics no longer holds.</summary>
    public int DiagnosticsRefreshes => Volatile.Read(ref this.diagnosticsRefreshes);

    public void RefreshDiagnostics() => Interlocked.Increment(ref this.diagnosticsRefreshes);

    /// <summary>Notifications. What is not listed is nothing to us; <c>telemetry/event</c> goes nowhere on purpose.</summary>
    public void Receive(string method, JsonElement parameters)
    {
        switch (method)
        {
            case "textDocument/publishDiagnostics":
                this.Published.Publish(parameters.Deserialize<PublishDiagnosticsParams>(LspJson.Wire)!);
                break;
            case "$/progress":
                this.Progress.Report(parameters.Deserialize<ProgressParams>(LspJson.Wire)!);
                break;
            case "window/logMessage" or "window/showMessage":
                this.Log.Add(parameters.Deserialize<MessageParams>(LspJson.Wire)!.Message);
                break;
        }
    }
}
