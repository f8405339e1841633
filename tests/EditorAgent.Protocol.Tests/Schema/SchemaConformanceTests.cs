using System.Text.Json;
using EditorAgent.Protocol.ClientMethods;
using EditorAgent.Protocol.Content;
using EditorAgent.Protocol.Elicitation;
using EditorAgent.Protocol.Extensions;
using EditorAgent.Protocol.Lifecycle;
using EditorAgent.Protocol.McpServers;
using EditorAgent.Protocol.Sessions;
using EditorAgent.Protocol.Updates;
using EditorAgent.Tests.Shared;
using Xunit;

namespace EditorAgent.Protocol.Tests.Schema;

public sealed class SchemaConformanceTests
{
    private const string Session = "s";
    private static readonly EmptyCapability Yes = new();

    [Fact]
    public async Task Records_WhenWritten_AreValidForTheOfficialSchema()
    {
        var transcript = Started();
        AddSessionMethods(transcript);
        transcript.Open(AcpMethods.Agent.Prompt, new PromptParams { SessionId = Session, Prompt = [.. Blocks()] });
        foreach (var update in Updates())
        {
            transcript.Notify("agent", AcpMethods.Client.SessionUpdate, new SessionUpdateNotification { SessionId = Session, Update = update });
        }

        AddClientMethods(transcript);
        AddElicitation(transcript);
        transcript.Notify("client", AcpMethods.Agent.Cancel, new CancelNotification { SessionId = Session });
        transcript.Notify("client", AcpMethods.CancelRequest, new CancelRequestNotification { RequestId = new RequestId(7) });
        transcript.Notify("agent", AcpMethods.CancelRequest, new CancelRequestNotification { RequestId = new RequestId("seven") });

        Assert.Empty(await AcpSchemaValidator.FaultsAsync(transcript.Lines, TestContext.Current.CancellationToken));
        AssertEveryMethodAppears(transcript);
    }

    public static TheoryData<string, string> BrokenFrames => new()
    {
        { "list must be object", """{"jsonrpc":"2.0","id":9,"result":{"protocolVersion":1,"agentCapabilities":{"sessionCapabilities":{"list":true}}}}""" },
        { "sessionUpdate must be equal to constant", """{"jsonrpc":"2.0","method":"session/update","params":{"sessionId":"s","update":{"sessionUpdate":"agent_message","content":{"type":"text","text":"x"}}}}""" },
        { "SessionNotification: ", """{"jsonrpc":"2.0","method":"session/update","params":{"sessionId":"s","update":{"sessionUpdate":"user_message_chunk"}}}""" },
        { "before the client could know", """{"jsonrpc":"2.0","method":"session/update","params":{"sessionId":"other","update":{"sessionUpdate":"session_info_update"}}}""" },
        { "with no request of session", """{"jsonrpc":"2.0","method":"session/update","params":{"sessionId":"s","update":{"sessionUpdate":"plan","entries":[]}}}""" },
        { "the result is not an object", """{"jsonrpc":"2.0","id":9,"result":null}""" },
        { "which is not open", """{"jsonrpc":"2.0","id":"9","result":{}}""" },
        { "traceparent", """{"jsonrpc":"2.0","id":9,"result":{"protocolVersion":1},"traceparent":"00"}""" },
        { "serves no notification", """{"jsonrpc":"2.0","method":"session/chatter","params":{}}""" },
        { "Error", """{"jsonrpc":"2.0","id":9,"error":{"code":"none","message":"m"}}""" },
        { "params are not an object", """{"jsonrpc":"2.0","method":"_editoragent/x","params":[]}""" },
    };

    [Theory]
    [MemberData(nameof(BrokenFrames))]
    public async Task Validator_WhenAFrameIsBroken_SaysWhy(string expected, string frame)
    {
        var transcript = Started()
            .Raw("client", """{"jsonrpc":"2.0","id":9,"method":"initialize","params":{"protocolVersion":1}}""")
            .Raw("agent", frame);

        Assert.Contains(expected, await AcpSchemaValidator.FaultsAsync(transcript.Lines, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validator_WhenThereAreNoFrames_Refuses()
        => Assert.Contains("proves nothing", await AcpSchemaValidator.FaultsAsync([], TestContext.Current.CancellationToken), StringComparison.Ordinal);

    private static Transcript Started()
    {
        var client = new InitializeParams
        {
            ProtocolVersion = AcpVersion.Current,
            ClientInfo = new Implementation { Name = "c", Title = "C", Version = "1" },
            ClientCapabilities = new ClientCapabilities
            {
                Fs = new FileSystemCapabilities { ReadTextFile = true },
                Session = new ClientSessionCapabilities { ConfigOptions = new SessionConfigOptionsCapabilities { Boolean = Yes }, Notices = Yes, Compaction = Yes },
                Auth = new AuthCapabilities { Terminal = true },
                Elicitation = new ElicitationCapabilities { Form = Yes, Url = Yes },
            },
        };
        var extensions = new AgentCapabilitiesMeta { Editoragent = new EditorAgentCapabilities { UndoTurn = 1, Steer = 1, Approvals = 1, ExplainPermission = 1 } };
        var agent = new InitializeResult
        {
            ProtocolVersion = AcpVersion.Current,
            AgentInfo = new Implementation { Name = "a", Version = "1" },
            AuthMethods =
            [
                new AuthMethod.Agent { Id = "key", Name = "Key" },
                new AuthMethod.Terminal { Id = "setup", Name = "Setup", Args = ["login"], Env = new Dictionary<string, string> { ["A"] = "b" } },
            ],
            AgentCapabilities = new AgentCapabilities
            {
                LoadSession = true,
                PromptCapabilities = new PromptCapabilities { Image = true },
                McpCapabilities = new McpCapabilities { Http = true },
                SessionCapabilities = new SessionCapabilities { List = Yes, Delete = Yes, AdditionalDirectories = Yes, Resume = Yes, Close = Yes },
                Auth = new AgentAuthCapabilities { Logout = Yes },
                Meta = JsonSerializer.SerializeToElement(extensions, AcpJson.Options),
            },
        };
        McpServer[] servers =
        [
            new McpServer.Stdio { Name = "n", Command = "/c", Args = [], Env = [new EnvVariable { Name = "A", Value = "b" }] },
            new McpServer.Http { Name = "h", Url = "http://localhost", Headers = [new HttpHeader { Name = "A", Value = "b" }] },
            new McpServer.Sse { Name = "e", Url = "http://localhost", Headers = [] },
        ];
        return new Transcript()
            .Request("client", AcpMethods.Agent.Initialize, client, agent)
            .Request("client", AcpMethods.Agent.Authenticate, new AuthenticateParams { MethodId = "key" }, new AuthenticateResult())
            .Request(
                "client",
                AcpMethods.Agent.NewSession,
                new NewSessionParams { Cwd = "/w", McpServers = servers, AdditionalDirectories = ["/x"] },
                new NewSessionResult { SessionId = Session, Modes = Modes, ConfigOptions = Options, Models = Models });
    }

    private static SessionModeState Modes => new() { CurrentModeId = "default", AvailableModes = [new SessionMode { Id = "default", Name = "Default" }] };

    private static SessionModelState Models => new() { CurrentModelId = "m", AvailableModels = [new SessionModel { ModelId = "m", Name = "M" }] };

    private static SessionConfigSelectOption Choice => new() { Value = "m", Name = "M", Description = "d" };

    private static SessionConfigOption[] Options =>
    [
        new SessionConfigOption.Select { Id = "model", Name = "Model", Category = SessionConfigOptionCategories.Model, CurrentValue = "m", Options = new SessionConfigSelectOptions.Flat([Choice]) },
        new SessionConfigOption.Select
        {
            Id = "grouped",
            Name = "Grouped",
            CurrentValue = "m",
            Options = new SessionConfigSelectOptions.Grouped([new SessionConfigSelectGroup { Group = "g", Name = "G", Options = [Choice] }]),
        },
        new SessionConfigOption.Boolean { Id = "thinking", Name = "Thinking", Category = "_own", CurrentValue = true },
    ];

    private static IEnumerable<ContentBlock> Blocks() =>
    [
        new ContentBlock.Text { Value = "é<b>", Annotations = new Annotations { Audience = [Role.User], Priority = 0.5 } },
        new ContentBlock.Image { Data = "AA==", MimeType = "image/png" },
        new ContentBlock.Audio { Data = "AA==", MimeType = "audio/wav" },
        new ContentBlock.ResourceLink { Name = "n", Uri = "file:///x", Size = 3 },
        new ContentBlock.Resource { Contents = new ResourceContents.Text { Uri = "file:///x", Value = "t" } },
        new ContentBlock.Resource { Contents = new ResourceContents.Blob { Uri = "file:///x", Data = "AA==" } },
    ];

    private static IEnumerable<SessionUpdate> Updates()
    {
        var text = new ContentBlock.Text { Value = "t" };
        ToolCallContent[] shown =
        [
            new ToolCallContent.Block { Content = text },
            new ToolCallContent.Diff { Path = "/w/a", NewText = "n" },
            new ToolCallContent.Diff { Path = "/w/a", OldText = "o", NewText = "n" },
            new ToolCallContent.Terminal { TerminalId = "t" },
        ];
        yield return new SessionUpdate.UserMessageChunk { Content = text, MessageId = "1" };
        yield return new SessionUpdate.AgentMessageChunk { Content = text, MessageId = "2" };
        yield return new SessionUpdate.AgentThoughtChunk { Content = text };
        foreach (var kind in Enum.GetValues<ToolKind>())
        {
            yield return new SessionUpdate.ToolCall { ToolCallId = "c", Title = "T", Name = "read", Kind = kind, Status = ToolCallStatus.Pending, Content = shown };
        }

        foreach (var status in Enum.GetValues<ToolCallStatus>())
        {
            yield return new SessionUpdate.ToolCallUpdate
            {
                ToolCallId = "c",
                Status = status,
                Locations = [new ToolCallLocation { Path = "/w/a", Line = 1 }],
                RawInput = JsonElement.Parse("""{"a":[1]}"""),
                RawOutput = JsonElement.Parse("\"text\""),
            };
        }

        yield return new SessionUpdate.Plan { Entries = [.. Enum.GetValues<PlanEntryStatus>().Select(status => new PlanEntry { Content = "c", Priority = PlanEntryPriority.High, Status = status })] };
        yield return new SessionUpdate.AvailableCommandsUpdate { AvailableCommands = [new AvailableCommand { Name = "n", Description = "d", Input = new AvailableCommandInput { Hint = "h" } }] };
        yield return new SessionUpdate.CurrentModeUpdate { CurrentModeId = "default" };
        yield return new SessionUpdate.ConfigOptionUpdate { ConfigOptions = Options };
        yield return new SessionUpdate.SessionInfoUpdate { Title = "t", UpdatedAt = "2026-01-01T00:00:00Z" };
        yield return new SessionUpdate.UsageUpdate { Used = 1, Size = 2, Cost = new Cost { Amount = 0.25m, Currency = "USD" } };
        yield return new SessionUpdate.Notice { Severity = NoticeSeverities.Warning, Title = "t" };
        yield return new SessionUpdate.CompactionUpdate { CompactionId = "c", Status = CompactionStatuses.Completed, Summary = [text] };
        yield return new SessionUpdate.CompactionSummaryChunk { CompactionId = "c", Content = text };
    }

    private static void AddSessionMethods(Transcript transcript) => transcript
        .AddMcp(Session)
        .AddReview(Session)
        .AddWire(Session)
        .Request("client", AcpMethods.Agent.ListSessions, new ListSessionsParams { Cwd = "/w" }, new ListSessionsResult { Sessions = [new ListedSession { SessionId = Session, Cwd = "/w", Title = "t" }], NextCursor = "n" })
        .Request("client", AcpMethods.Agent.LoadSession, new LoadSessionParams { SessionId = Session, Cwd = "/w", McpServers = [] }, new LoadSessionResult { Modes = Modes })
        .Request("client", AcpMethods.Agent.ResumeSession, new ResumeSessionParams { SessionId = Session, Cwd = "/w" }, new ResumeSessionResult { ConfigOptions = Options })
        .Request("client", AcpMethods.Agent.SetSessionMode, new SetSessionModeParams { SessionId = Session, ModeId = "default" }, new SetSessionModeResult())
        .Request("client", AcpMethods.Agent.SetSessionModel, new SetSessionModelParams { SessionId = Session, ModelId = "m" }, new SetSessionModelResult())
        .Request("client", AcpMethods.Agent.SetSessionConfigOption, new SetSessionConfigOptionParams { SessionId = Session, ConfigId = "model", Value = new SessionConfigValue.Choice("m") }, new SetSessionConfigOptionResult { ConfigOptions = Options })
        .Request("client", AcpMethods.Agent.SetSessionConfigOption, new SetSessionConfigOptionParams { SessionId = Session, ConfigId = "thinking", Type = "boolean", Value = new SessionConfigValue.Switch(false) }, new SetSessionConfigOptionResult { ConfigOptions = [] })
        .Request("client", EditorAgentMethods.UndoTurn, new UndoTurnParams { SessionId = Session }, new UndoTurnResult { Restored = ["/w/a"], Conflicts = [] })
        .Request("client", EditorAgentMethods.ListApprovals, new ListApprovalsParams { SessionId = Session }, new ListApprovalsResult
        {
            Pending = [new PendingApproval { RequestId = "ask_1", ShownHash = "ab", ToolCallId = "c", Title = "t", Command = "dotnet test", Lines = ["Why asked: x"], Grants = ["shell(=dotnet test)"], EditableArguments = ["command"], IsResting = true }],
            Grants = [new ApprovalGrant { GrantId = "grant_1", Pattern = "edit(src/**)", GrantedAt = "2026-01-01T00:00:00Z", Files = 3 }, new ApprovalGrant { Pattern = "edit(a)" }],
        })
        .Request("client", EditorAgentMethods.AnswerApproval, new AnswerApprovalParams { SessionId = Session, RequestId = "ask_1", ShownHash = "ab", Outcome = ApprovalOutcome.AllowSession, Grant = "shell(=dotnet test)" }, new AnswerApprovalResult { StopReason = StopReason.EndTurn })
        .Request("client", EditorAgentMethods.RevokeApproval, new RevokeApprovalParams { SessionId = Session, GrantId = "grant_1" }, new RevokeApprovalResult())
        .Request(
            "client",
            EditorAgentMethods.ExplainPermission,
            new ExplainPermissionParams { SessionId = Session, ToolName = "shell", Call = "git push" },
            new ExplainPermissionResult
            {
                Decision = "deny", Reason = "deny rule", Marks = ["not sandboxed"], NeedsTrust = false, ModeId = "ask", Change = "Remove it.",
                Source = new PermissionSource { Kind = "rule", Pattern = "shell(git push)", Decision = "deny", File = "/home/u/.editoragent/config.toml", Line = 3 },
            })
        .Request("client", EditorAgentMethods.TrustStatus, new TrustStatusParams { SessionId = Session }, new TrustStatusResult
        {
            Roots =
            [
                new TrustRoot
                {
                    Path = "/w",
                    State = "changed",
                    Fingerprint = "ab",
                    Items = [new TrustItem { Kind = "build_logic", Source = "a.targets", What = "Exec x" }],
                    Changes = [new TrustChange { Path = "a.targets", Kind = "changed", OldText = "1", NewText = "2" }],
                },
            ],
        })
        .Request("client", EditorAgentMethods.GrantTrust, new GrantTrustParams { SessionId = Session, Path = "/w", Fingerprint = "ab", Duration = "always" }, new GrantTrustResult())
        .Request("client", EditorAgentMethods.RevokeTrust, new RevokeTrustParams { SessionId = Session, Path = "/w" }, new RevokeTrustResult { WasTrusted = true })
        .Request("client", EditorAgentMethods.CodeAction, Action(), new CodeActionResult { StopReason = StopReason.EndTurn })
        .Request("client", EditorAgentMethods.Steer, new SteerParams { SessionId = Session, Prompt = [.. Blocks()] }, new SteerResult())
        .Request("client", AcpMethods.Agent.Prompt, new PromptParams { SessionId = Session, Prompt = [] }, new PromptResult { StopReason = StopReason.MaxTurnRequests })
        .Request("client", AcpMethods.Agent.CloseSession, new CloseSessionParams { SessionId = "gone" }, new CloseSessionResult())
        .Request("client", AcpMethods.Agent.DeleteSession, new DeleteSessionParams { SessionId = "gone" }, new DeleteSessionResult())
        .Request("client", AcpMethods.Agent.Logout, new LogoutParams(), new LogoutResult());

    private static CodeActionParams Action()
    {
        var range = new EditorRange { Start = new EditorPosition { Line = 1, Character = 0 }, End = new EditorPosition { Line = 2, Character = 3 } };
        return new CodeActionParams
        {
            SessionId = Session,
            Action = CodeActionName.FixAndAddTests,
            Path = "/w/a.cs",
            Range = range,
            Diagnostics = [new EditorDiagnostic { Message = "m", Code = "CS0103", Source = "csharp", Severity = "error", Range = range }],
            Selection = "s",
            TestName = "A.B.C",
            StackTrace = "at A",
        };
    }

    private static void AddClientMethods(Transcript transcript)
    {
        var ask = new RequestPermissionParams
        {
            SessionId = Session,
            ToolCall = new PermissionToolCall { ToolCallId = "c", Title = "T", Kind = ToolKind.Edit, Status = ToolCallStatus.Pending },
            Options = [.. Enum.GetValues<PermissionOptionKind>().Select(kind => new PermissionOption { OptionId = kind.ToString(), Name = "n", Kind = kind })],
        };
        transcript
            .Request("agent", AcpMethods.Client.RequestPermission, ask, new RequestPermissionResult { Outcome = new RequestPermissionOutcome.Selected { OptionId = "o" } })
            .Request("agent", AcpMethods.Client.RequestPermission, ask, new RequestPermissionResult { Outcome = new RequestPermissionOutcome.Cancelled() })
            .Request("agent", AcpMethods.Client.ReadTextFile, new ReadTextFileParams { SessionId = Session, Path = "/w/a", Line = 1, Limit = 2 }, new ReadTextFileResult { Content = "c" })
            .Request("agent", AcpMethods.Client.WriteTextFile, new WriteTextFileParams { SessionId = Session, Path = "/w/a", Content = "c" }, new WriteTextFileResult())
            .Request("agent", AcpMethods.Client.CreateTerminal, new CreateTerminalParams { SessionId = Session, Command = "ls", Args = ["-l"], OutputByteLimit = 9 }, new CreateTerminalResult { TerminalId = "t" })
            .Request("agent", AcpMethods.Client.TerminalOutput, new TerminalOutputParams { SessionId = Session, TerminalId = "t" }, new TerminalOutputResult { Output = "o", Truncated = false, ExitStatus = new TerminalExitStatus { ExitCode = 0 } })
            .Request("agent", AcpMethods.Client.WaitForTerminalExit, new WaitForTerminalExitParams { SessionId = Session, TerminalId = "t" }, new WaitForTerminalExitResult { Signal = "SIGTERM" })
            .Request("agent", AcpMethods.Client.KillTerminal, new KillTerminalParams { SessionId = Session, TerminalId = "t" }, new KillTerminalResult())
            .Request("agent", AcpMethods.Client.ReleaseTerminal, new ReleaseTerminalParams { SessionId = Session, TerminalId = "t" }, new ReleaseTerminalResult());
    }

    private static void AddElicitation(Transcript transcript)
    {
        var option = new EnumOption { Const = "a", Title = "A" };
        var form = new CreateElicitationParams.FormMode
        {
            Message = "m",
            SessionId = Session,
            RequestedSchema = new ElicitationSchema
            {
                Properties = new Dictionary<string, ElicitationProperty>
                {
                    ["text"] = new ElicitationProperty.String { Format = "email", MaxLength = 9 },
                    ["one"] = new ElicitationProperty.String { OneOf = [option] },
                    ["number"] = new ElicitationProperty.Number { Minimum = 0.5 },
                    ["integer"] = new ElicitationProperty.Integer { Default = 3 },
                    ["boolean"] = new ElicitationProperty.Boolean { Default = true },
                    ["many"] = new ElicitationProperty.MultiSelect { Items = new MultiSelectItems { Type = "string", Enum = ["a"] } },
                    ["titled"] = new ElicitationProperty.MultiSelect { Items = new MultiSelectItems { AnyOf = [option] } },
                },
                Required = ["text"],
            },
        };
        var link = new CreateElicitationParams.UrlMode { Message = "m", ElicitationId = "e", Url = "http://localhost/", RequestId = new RequestId(4) };
        var content = new Dictionary<string, JsonElement> { ["text"] = JsonElement.Parse("\"a@b\"") };
        transcript
            .Request("agent", AcpMethods.Client.CreateElicitation, form, new CreateElicitationResult.Accept { Content = content })
            .Request("agent", AcpMethods.Client.CreateElicitation, link, new CreateElicitationResult.Decline())
            .Request("agent", AcpMethods.Client.CreateElicitation, link, new CreateElicitationResult.Cancel())
            .Notify("agent", AcpMethods.Client.CompleteElicitation, new CompleteElicitationNotification { ElicitationId = "e" });
    }

    private static void AssertEveryMethodAppears(Transcript transcript)
    {
        var seen = transcript.Lines
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("frame"))
            .Where(frame => frame.TryGetProperty("method", out _))
            .Select(frame => frame.GetProperty("method").GetString()!)
            .ToHashSet();
        var declared = typeof(AcpJson).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes(typeof(WireMethodAttribute), false))
            .Select(attribute => ((WireMethodAttribute)attribute).Name);

        Assert.Empty(declared.Except(seen));
    }
}
