using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EditorAgent.CodeIntelligence.LanguageServers.Protocol;

internal sealed record NoParams;

internal sealed record CancelParams(long Id);

internal sealed record WorkspaceFolder(string Uri, string Name);

internal sealed record PeerName(string Name, string? Version = null);

/// <param name="ProcessId">Null: a server inside process numbers of its own could not find us and would end itself.</param>
internal sealed record InitializeParams(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? ProcessId,
    PeerName ClientInfo,
    string RootUri,
    string RootPath,
    ImmutableArray<WorkspaceFolder> WorkspaceFolders,
    JsonElement Capabilities,
    JsonElement? InitializationOptions,
    string Trace = "off");

internal sealed record InitializeResult(JsonElement Capabilities, PeerName? ServerInfo = null);

internal sealed record Registration(string Id, string Method, JsonElement? RegisterOptions = null);

internal sealed record RegistrationParams(ImmutableArray<Registration> Registrations);

internal sealed record Unregistration(string Id, string Method);

/// <summary>The protocol's own spelling of the member.</summary>
internal sealed record UnregistrationParams(ImmutableArray<Unregistration> Unregisterations);

internal sealed record ConfigurationItem(string? ScopeUri = null, string? Section = null);

internal sealed record ConfigurationParams(ImmutableArray<ConfigurationItem> Items);

internal sealed record DidChangeConfigurationParams(JsonElement Settings);

/// <param name="Token">Text or a number.</param>
internal sealed record WorkDoneProgressCreateParams(JsonElement Token);

internal sealed record ProgressParams(JsonElement Token, JsonElement Value);

internal sealed record WorkDoneProgress(string Kind, string? Title = null, string? Message = null, double? Percentage = null);

internal sealed record MessageParams(string Message, int Type = 4);

internal sealed record ApplyEditParams(WorkspaceEdit Edit, string? Label = null);

internal sealed record ApplyEditResult(bool Applied, string? FailureReason = null);

internal sealed record WatcherPattern(JsonElement GlobPattern, int Kind = 7);

internal sealed record WatcherOptions(ImmutableArray<WatcherPattern> Watchers);

/// <param name="BaseUri">A URI or a workspace folder.</param>
internal sealed record RelativePattern(JsonElement BaseUri, string Pattern);
