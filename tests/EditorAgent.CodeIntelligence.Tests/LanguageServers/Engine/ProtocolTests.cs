using System.Text.Json;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.Tests.LanguageServers.Fake;
using EditorAgent.Core.Workspaces;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.LanguageServers.Engine;

/// <summary>What servers ask of a client, and what they are told.</summary>
public sealed class ProtocolTests
{
    private const int Budget = 6000;

    private static readonly FindReferencesQuery Query = new("thing", [], null, 0, Budget);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Offers_WhenServerRegistersAndTakesBack_Follows()
    {
        await using var workspace = Quiet();
        await workspace.Engine.FindReferencesAsync(Query, Token);
        var server = workspace.Servers[0];
        Assert.DoesNotContain(CodeQuestion.FindImplementations, workspace.Engine.Offers);

        var registered = await server.AskAsync("r", "client/registerCapability", """{"registrations":[{"id":"1","method":"textDocument/implementation","registerOptions":{"documentSelector":null}}]}""");
        Assert.Equal(JsonValueKind.Null, registered.GetProperty("result").ValueKind);
        Assert.Contains(CodeQuestion.FindImplementations, workspace.Engine.Offers);

        await server.AskAsync("u", "client/unregisterCapability", """{"unregisterations":[{"id":"1","method":"textDocument/implementation"}]}""");
        Assert.DoesNotContain(CodeQuestion.FindImplementations, workspace.Engine.Offers);
    }

    [Fact]
    public async Task Configuration_WhenSectionsAreAskedFor_AnswersEachOfThem()
    {
        await using var workspace = Quiet();
        await workspace.Engine.FindReferencesAsync(Query, Token);

        var answer = await workspace.Servers[0].AskAsync("c", "workspace/configuration", """{"items":[{"section":"fake.deep"},{"section":"dotted.name"},{"scopeUri":"file:///x","section":"nothing"},{}]}""");

        Assert.Equal("""[{"level":3},true,null,{"fake":{"deep":{"level":3}},"dotted.name":true}]""", answer.GetProperty("result").GetRawText());
    }

    [Theory]
    [InlineData("workspace/workspaceFolders", "null", "result")]
    [InlineData("window/workDoneProgress/create", """{"token":7}""", "result")]
    [InlineData("window/showMessageRequest", """{"type":1,"message":"choose","actions":[{"title":"yes"}]}""", "result")]
    [InlineData("workspace/diagnostic/refresh", "null", "result")]
    [InlineData("workspace/semanticTokens/refresh", "null", "result")]
    [InlineData("workspace/unheardOf", "{}", "error")]
    [InlineData("client/registerCapability", """{"registrations":5}""", "error")]
    public async Task Request_WhenServerAsks_HasItsAnswer(string method, string parameters, string kind)
    {
        await using var workspace = Quiet();
        await workspace.Engine.FindReferencesAsync(Query, Token);

        var answer = await workspace.Servers[0].AskAsync("q", method, parameters);

        Assert.True(answer.TryGetProperty(kind, out _), answer.GetRawText());
        Assert.Null((await workspace.Engine.FindReferencesAsync(Query, Token)).Error);
    }

    [Fact]
    public async Task ApplyEdit_WhenNobodyAsked_IsRefusedWithAReason()
    {
        await using var workspace = Quiet();
        await workspace.Engine.FindReferencesAsync(Query, Token);

        var answer = await workspace.Servers[0].AskAsync("e", "workspace/applyEdit", $$$"""{"edit":{"changes":{"{{{workspace.SourceUri}}}":[] } } }""");

        Assert.Equal("""{"applied":false,"failureReason":"Nobody asked for an edit."}""", answer.GetProperty("result").GetRawText());
    }

    [Fact]
    public async Task ApplyCodeAction_WhenServerEditsByCommand_ProposesItAndWritesNothing()
    {
        await using var workspace = new FakeWorkspace(async (server, method, message) =>
        {
            if (method == "textDocument/codeAction")
            {
                await server.AnswerAsync(message, """[{"title":"Fix it","command":"fix","arguments":[1]}]""");
                return true;
            }

            if (method != "workspace/executeCommand")
            {
                return false;
            }

            var uri = server.Received.First(one => one.TryGetProperty("method", out var opened) && opened.GetString() == "textDocument/didOpen").GetProperty("params").GetProperty("textDocument").GetProperty("uri").GetString();
            var applied = await server.AskAsync("e", "workspace/applyEdit", $$$"""{"edit":{"documentChanges":[{"textDocument":{"uri":"{{{uri}}}","version":1},"edits":[{"range":{"start":{"line":1,"character":0},"end":{"line":1,"character":5}},"newText":"some"}]},{"kind":"create","uri":"{{{uri}}}.new"}]}}""");
            Assert.False(applied.GetProperty("result").GetProperty("applied").GetBoolean());
            await server.SendAsync($$$"""{"jsonrpc":"2.0","id":{{{message.GetProperty("id").GetRawText()}}},"error":{"code":-32000,"message":"edit was not applied"}}""");
            return true;
        }, limits: new LspLimits { Settle = TimeSpan.FromMilliseconds(50) });

        var list = await workspace.Engine.CodeActionsAsync(new CodeActionsQuery("a.fake:2", null, null, Budget), Token);
        var proposal = await workspace.Engine.ApplyCodeActionAsync(new ApplyCodeActionQuery("a1", "one"), Token);

        Assert.StartsWith("a1 command  Fix it\n", list.Text);
        Assert.Null(proposal.Refusal);
        Assert.Equal([workspace.Source, workspace.Source + ".new"], proposal.Files.Select(file => file.Path));
        Assert.Equal(new ProposedChange(6, 5, "some"), Assert.Single(proposal.Files[0].Changes));
        Assert.Equal(ContentHash.Of(await File.ReadAllBytesAsync(workspace.Source, Token)).Value, proposal.Files[0].Hash);
        Assert.Null(proposal.Files[1].Hash);
        Assert.Equal("thing\nother thing\n", await File.ReadAllTextAsync(workspace.Source, Token));
    }

    [Theory]
    [InlineData("""{"changes":{"file:///etc/passwd":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"newText":"x"}]}}""", CodeError.PathDenied)]
    [InlineData("""{"documentChanges":[{"kind":"delete","uri":"ROOT/.git/config"}]}""", CodeError.PathDenied)]
    [InlineData("""{"documentChanges":[{"kind":"rename","oldUri":"ROOT/a.fake","newUri":"ROOT/../b.fake"}]}""", CodeError.PathDenied)]
    [InlineData("""{"documentChanges":[{"kind":"create","uri":"ROOT/a.fake"}]}""", CodeError.Conflict)]
    [InlineData("""{"documentChanges":[{"textDocument":{"uri":"ROOT/a.fake","version":99},"edits":[]}]}""", CodeError.Conflict)]
    [InlineData("""{"changes":{"ROOT/a.fake":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":4}},"newText":"x"},{"range":{"start":{"line":0,"character":2},"end":{"line":0,"character":5}},"newText":"y"}]}}""", CodeError.Conflict)]
    [InlineData("""{"documentChanges":[{"kind":"format-disk","uri":"ROOT/a.fake"}]}""", CodeError.Unsupported)]
    public async Task Rename_WhenEditIsOutsideOrMad_ProposesNothing(string edit, CodeError error)
    {
        string root = "";
        await using var workspace = new FakeWorkspace(async (server, method, message) =>
        {
            if (method != "textDocument/rename")
            {
                return false;
            }

            await server.AnswerAsync(message, edit.Replace("ROOT", root, StringComparison.Ordinal));
            return true;
        });
        root = FileUri.Of(workspace.Root);

        var proposal = await workspace.Engine.RenameAsync(new RenameQuery("thing", "other", false, false), Token);

        Assert.Equal(error, proposal.Refusal?.Error);
        Assert.Empty(proposal.Files);
    }

    [Fact]
    public async Task Rename_WhenFileIsRenamedAndEdited_ProposesTheNewFileAndTheOldOnesEnd()
    {
        string root = "";
        await using var workspace = new FakeWorkspace(async (server, method, message) =>
        {
            if (method != "textDocument/rename")
            {
                return false;
            }

            await server.AnswerAsync(message, $$$"""{"documentChanges":[{"kind":"rename","oldUri":"{{{root}}}/a.fake","newUri":"{{{root}}}/b.fake"},{"textDocument":{"uri":"{{{root}}}/b.fake","version":null},"edits":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":5}},"newText":"item"}]}]}""");
            return true;
        });
        root = FileUri.Of(workspace.Root);

        var proposal = await workspace.Engine.RenameAsync(new RenameQuery("thing", "item", false, false), Token);

        Assert.Null(proposal.Refusal);
        Assert.True(proposal.Files[0].IsDeleted);
        Assert.Equal("item\nother thing\n", Assert.Single(proposal.Files[1].Changes).NewText);
    }

    [Fact]
    public async Task Diagnostics_WhenOldVersionsArePublishedFirst_WaitsForOurs()
    {
        await using var workspace = new FakeWorkspace(async (server, method, message) =>
        {
            if (method == "textDocument/didChange")
            {
                var document = message.GetProperty("params").GetProperty("textDocument");
                await Publish(server, document.GetProperty("uri").GetString()!, document.GetProperty("version").GetInt32() - 1, "old");
                await Publish(server, document.GetProperty("uri").GetString()!, document.GetProperty("version").GetInt32(), "ours");
            }

            return false;
        });
        await workspace.Engine.FindReferencesAsync(Query, Token);
        await File.WriteAllTextAsync(workspace.Source, "thing\nchanged\n", Token);

        var answer = await workspace.Engine.DiagnosticsAsync(new DiagnosticsQuery("a.fake", "warning", [], false, null, Budget), Token);

        Assert.Contains("    2 warning W1 ours", answer.Text);
        Assert.DoesNotContain("old", answer.Text);

        static Task Publish(FakeServer server, string uri, int version, string text) => server.NotifyAsync(
            "textDocument/publishDiagnostics",
            $$$"""{"uri":"{{{uri}}}","version":{{{version}}},"diagnostics":[{"range":{"start":{"line":1,"character":0},"end":{"line":1,"character":1}},"severity":2,"code":"W1","message":"{{{text}}}"}]}""");
    }

    [Fact]
    public async Task Diagnostics_WhenNothingIsPublished_NamesTheFileAsPending()
    {
        await using var workspace = new FakeWorkspace((_, _, _) => Task.FromResult(false), limits: new LspLimits { RequestDeadline = TimeSpan.FromSeconds(3), FirstDeadline = TimeSpan.FromSeconds(3) });

        var answer = await workspace.Engine.DiagnosticsAsync(new DiagnosticsQuery("a.fake", "warning", [], false, null, Budget), Token);

        Assert.StartsWith("0 found in the covered part (1 files)\ncoverage: fake 1.0 (1 files pending) · ", answer.Text);
    }

    [Fact]
    public async Task Ask_WhenTextChanged_TellsOnlyWhatChangedAndThatItWasSaved()
    {
        await using var workspace = Quiet();
        await workspace.Engine.FindReferencesAsync(Query, Token);
        await File.WriteAllTextAsync(workspace.Source, "thing\nother 😀 thing\n", Token);
        await workspace.Engine.FindReferencesAsync(Query, Token);
        await File.WriteAllTextAsync(workspace.Source, "thing\nother 😁 thing\n", Token);
        await workspace.Engine.FindReferencesAsync(Query, Token);

        var changes = workspace.Servers[0].Received.Where(message => message.TryGetProperty("method", out var method) && method.GetString() == "textDocument/didChange")
            .Select(message => message.GetProperty("params").GetProperty("contentChanges")[0].GetRawText());
        Assert.Equal(
            [
                """{"text":"😀 ","range":{"start":{"line":1,"character":6},"end":{"line":1,"character":6}}}""",
                """{"text":"😁","range":{"start":{"line":1,"character":6},"end":{"line":1,"character":8}}}""",
            ],
            changes.Select(change => System.Text.RegularExpressions.Regex.Unescape(change)));
        Assert.Contains("textDocument/didSave", workspace.Servers[0].Methods);
    }

    [Fact]
    public async Task Ask_WhenFilesCameAndWentOnDisk_TellsWhoWatchesThem()
    {
        const string Capabilities = """{"textDocumentSync":1,"documentSymbolProvider":true,"referencesProvider":true,"workspace":{"fileOperations":{"didRename":{"filters":[]},"didDelete":{"filters":[]}}}}""";
        await using var workspace = new FakeWorkspace((_, _, _) => Task.FromResult(false), Capabilities);
        await File.WriteAllTextAsync(Path.Combine(workspace.Root, "old.fake"), "x\n", Token);
        await workspace.Engine.FindReferencesAsync(Query, Token);
        var server = workspace.Servers[0];
        await server.AskAsync("r", "client/registerCapability", """{"registrations":[{"id":"1","method":"workspace/didChangeWatchedFiles","registerOptions":{"watchers":[{"globPattern":"**/*.{fake,toml}"}]}}]}""");

        File.Move(Path.Combine(workspace.Root, "old.fake"), Path.Combine(workspace.Root, "new.fake"));
        await File.WriteAllTextAsync(Path.Combine(workspace.Root, "fake.toml"), "a = 1\n", Token);
        await File.WriteAllTextAsync(Path.Combine(workspace.Root, "notes.txt"), "no\n", Token);
        await workspace.Engine.FindReferencesAsync(Query, Token);

        string One(string method) => server.Received.Last(message => message.TryGetProperty("method", out var named) && named.GetString() == method).GetProperty("params").GetRawText();
        var root = FileUri.Of(workspace.Root);
        Assert.Equal($$$"""{"files":[{"oldUri":"{{{root}}}/old.fake","newUri":"{{{root}}}/new.fake"}]}""", One("workspace/didRenameFiles"));
        Assert.Equal($$$"""{"files":[{"uri":"{{{root}}}/old.fake"}]}""", One("workspace/didDeleteFiles"));
        Assert.DoesNotContain("workspace/didCreateFiles", server.Methods);
        var watched = One("workspace/didChangeWatchedFiles");
        Assert.Contains($$$"""{"uri":"{{{root}}}/fake.toml","type":1}""", watched);
        Assert.Contains($$$"""{"uri":"{{{root}}}/old.fake","type":3}""", watched);
        Assert.DoesNotContain("notes.txt", watched);
        Assert.Contains("new.fake", One("textDocument/didOpen"));
    }

    [Fact]
    public async Task Diagnostics_WhenServerKnowsAllFilesAtOnce_AsksOnce()
    {
        const string Capabilities = """{"documentSymbolProvider":true,"diagnosticProvider":{"interFileDependencies":true,"workspaceDiagnostics":true,"identifier":"f"}}""";
        await using var workspace = new FakeWorkspace(
            async (server, method, message) =>
            {
                if (method != "workspace/diagnostic")
                {
                    return false;
                }

                var folder = await server.AskAsync("w", "workspace/workspaceFolders", "null");
                var uri = folder.GetProperty("result")[0].GetProperty("uri").GetString() + "/a.fake";
                await server.AnswerAsync(message, $$$"""{"items":[{"kind":"full","uri":"{{{uri}}}","version":null,"items":[{"range":{"start":{"line":1,"character":0},"end":{"line":1,"character":1}},"severity":1,"message":"wrong"}]},{"kind":"unchanged","uri":"file:///b","resultId":"1"}]}""");
                return true;
            },
            Capabilities);

        var answer = await workspace.Engine.DiagnosticsAsync(new DiagnosticsQuery("solution", "warning", [], false, null, Budget), Token);

        Assert.Contains("    2 error  wrong", answer.Text);
        Assert.Contains("1 error in 1 of 1 files", answer.Text);
    }

    private static FakeWorkspace Quiet() => new((_, _, _) => Task.FromResult(false));
}
