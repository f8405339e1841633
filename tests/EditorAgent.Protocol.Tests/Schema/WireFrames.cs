using EditorAgent.Protocol.Updates;
using System.Text.Json;
using EditorAgent.Protocol.Extensions;

namespace EditorAgent.Protocol.Tests.Schema;

/// <summary>The frames about sessions of the past, mentions, code tools and keys.</summary>
internal static class WireFrames
{
    public static Transcript AddWire(this Transcript transcript, string session) => transcript
        .Request("client", EditorAgentMethods.SearchSessions, new SearchSessionsParams { Query = "invoice total", Cwd = "/w", Limit = 5 }, new SearchSessionsResult
        {
            Sessions = [new FoundSession { SessionId = "old", Title = "t", Cwd = "/w", UpdatedAt = "2026-01-01T00:00:00Z", Turns = 2, Snippet = "the invoice" }],
            IsPartial = false,
        })
        .Request("client", EditorAgentMethods.ForkSession, new ForkSessionParams { SessionId = session, TurnId = "turn_1" }, new ForkSessionResult { SessionId = "new" })
        .Request("client", EditorAgentMethods.SubagentTranscript, new SubagentTranscriptParams { SessionId = session, SubagentId = "sub" }, new SubagentTranscriptResult { Updates = [new SessionUpdate.SessionInfoUpdate { Title = "t" }], IsPartial = true })
        .Request("client", EditorAgentMethods.ExportSession, new ExportSessionParams { SessionId = session, Format = "markdown" }, new ExportSessionResult { Text = "# t", SuggestedName = "t.md" })
        .Request("client", EditorAgentMethods.ArchiveSession, new ArchiveSessionParams { SessionId = session, Archived = true }, new ArchiveSessionResult())
        .Request("client", EditorAgentMethods.RenameSession, new RenameSessionParams { SessionId = session, Title = "t" }, new RenameSessionResult { Title = "t" })
        .Request("client", EditorAgentMethods.FindMentions, new FindMentionsParams { SessionId = session, Query = "inv", Kinds = [.. Enum.GetValues<MentionKind>()], Limit = 5 }, new FindMentionsResult
        {
            Items = [new Mention { Kind = MentionKind.Symbol, Label = "Invoice", Detail = "src/Invoice.cs", Uri = "file:///w/src/Invoice.cs#L3", Line = 3, Insert = "Invoice" }],
            IsPartial = true,
        })
        .Request("client", EditorAgentMethods.ListCodeTools, new ListCodeToolsParams { SessionId = session }, new ListCodeToolsResult
        {
            Tools = [new CodeTool { Name = "find_symbol", Description = "d", InputSchema = JsonElement.Parse("""{"type":"object"}""") }],
        })
        .Request("client", EditorAgentMethods.CallCodeTool, new CallCodeToolParams { Cwd = "/w", Tool = "find_symbol", Arguments = JsonElement.Parse("{}") }, new CallCodeToolResult { Text = "t", IsError = false })
        .Request("client", EditorAgentMethods.SetKey, new SetKeyParams { Provider = "moonshot", Key = "k" }, new SetKeyResult())
        .Request("client", EditorAgentMethods.KeyStatus, new KeyStatusParams(), new KeyStatusResult
        {
            Providers = [new ProviderKey { Name = "moonshot", IsSet = true, Source = "MOONSHOT_API_KEY", Endpoint = "https://localhost/v1", NeedsKey = true }],
            Models = [new ConfiguredModel { Name = "m", Provider = "moonshot", Model = "m-1", IsDefault = true, IsUsable = true }],
            LocalServers = [new LocalModelServer { Name = "Ollama", Endpoint = "http://127.0.0.1:11434/v1", Models = ["m"], Configuration = "", IsConfigured = false }],
        })
        .Request("client", EditorAgentMethods.UseLocalServer, new UseLocalServerParams { Endpoint = "http://127.0.0.1:11434/v1", Model = "m" }, new UseLocalServerResult { Name = "m", File = "/home/u/.editoragent/config.toml" });
}
