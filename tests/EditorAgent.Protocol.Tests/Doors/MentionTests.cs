using System.Text.Json;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors;

public sealed class MentionTests
{
    private const string DenyRule = """


        [[permission.rules]]
        pattern = "read(secret/**)"
        decision = "deny"
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mentions_OfFilesAndFolders_AreWhatGitAndRulesLeave_BestFirst()
    {
        await using var bench = Start("turns: [{answer: {text: Done.}}]");
        await File.AppendAllTextAsync(Path.Combine(bench.HomeDirectory, "config.toml"), DenyRule, Token);
        await WriteAsync(bench, "src/Invoices/Invoice.txt", "src/Invoices/InvoiceLine #2.txt", "docs/in-voice.md", "secret/Invoice.txt", "build/Invoice.txt", "voice.txt");
        await File.WriteAllTextAsync(Path.Combine(bench.Workspace, ".gitignore"), "build/\n", Token);
        var outside = Directory.CreateTempSubdirectory("mention-outside-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(outside.FullName, "Invoice.txt"), "x", Token);
            File.CreateSymbolicLink(Path.Combine(bench.Workspace, "Invoice-link.txt"), Path.Combine(outside.FullName, "Invoice.txt"));
            Directory.CreateSymbolicLink(Path.Combine(bench.Workspace, "invoice-links"), outside.FullName);
            var session = await bench.NewSessionAsync();

            var files = await FindAsync(bench, session, "Invoice", "file");
            var folders = await FindAsync(bench, session, "inv", "folder");

            Assert.Equal(["@src/Invoices/Invoice.txt", "@src/Invoices/InvoiceLine #2.txt", "@docs/in-voice.md"], Inserts(files));
            Assert.Equal(new Uri(Path.Combine(bench.Workspace, "src/Invoices/InvoiceLine")).AbsoluteUri + "%20%232.txt", Item(files, 1).GetProperty("uri").GetString());
            Assert.Equal(("Invoice.txt", "src/Invoices"), (Item(files, 0).GetProperty("label").GetString(), Item(files, 0).GetProperty("detail").GetString()));
            Assert.Equal(["@src/Invoices/"], Inserts(folders));
            Assert.False(files.GetProperty("isPartial").GetBoolean());
            Assert.Empty(Inserts(await FindAsync(bench, session, "secret", "folder")));
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Mentions_WhenReadingIsDeniedAltogether_AreNone()
    {
        await using var bench = Start("turns: [{answer: {text: Done.}}]");
        await File.AppendAllTextAsync(Path.Combine(bench.HomeDirectory, "config.toml"), "\n\n[[permission.rules]]\npattern = \"read\"\ndecision = \"deny\"\n", Token);
        await WriteAsync(bench, "a.txt");
        var session = await bench.NewSessionAsync();

        Assert.Empty(Inserts(await FindAsync(bench, session, "a", "file")));
    }

    [Fact]
    public async Task Mentions_BeyondTheLimit_AreLeftOutAndThatIsSaid()
    {
        await using var bench = Start("turns: [{answer: {text: Done.}}]");
        await WriteAsync(bench, [.. Enumerable.Range(0, 30).Select(i => $"d/f{i:00}.txt")]);
        var session = await bench.NewSessionAsync();

        var found = await FindAsync(bench, session, "", "file", limit: 7);

        Assert.Equal(7, Inserts(found).Count);
        Assert.True(found.GetProperty("isPartial").GetBoolean());
    }

    [Fact]
    public async Task Mentions_OfSymbols_ComeFromTheIndex()
    {
        await using var bench = Start("turns: [{answer: {text: Done.}}]");
        await File.WriteAllTextAsync(Path.Combine(bench.Workspace, "a.cs"), "namespace Orders;\n\npublic sealed class Invoice\n{\n    public int Total(int tax) => tax;\n}\n", Token);
        var session = await bench.NewSessionAsync();

        var found = await FindAsync(bench, session, "Invoice", "symbol");
        while (found.GetProperty("isPartial").GetBoolean())
        {
            found = await FindAsync(bench, session, "Invoice", "symbol");
        }

        var item = Item(found, 0);
        Assert.Equal(("symbol", "Invoice", 3), (item.GetProperty("kind").GetString(), item.GetProperty("label").GetString(), item.GetProperty("line").GetInt32()));
        Assert.EndsWith("/a.cs#L3", item.GetProperty("uri").GetString(), StringComparison.Ordinal);
        Assert.Equal("@Orders.Invoice", item.GetProperty("insert").GetString());
        Assert.Equal("class Orders.Invoice  a.cs:3", item.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Prompt_WithLinksToFiles_BringsTheirLinesToTheModel_AndOnlyWhatMayBeRead()
    {
        await using var bench = Start("""
            turns:
              - {at: 0, when: {user_contains: "lines 2-3 of 4.\n[workspace"}, answer: {text: Lines.}}
              - {at: 0, when: {user_contains: "the file secret/key.txt is not shown"}, answer: {text: Denied.}}
              - {at: 0, when: {user_contains: "the file .env is not shown"}, answer: {text: Secret.}}
              - {at: 0, answer: {text: Nothing.}}
            """.Replace("the file secret", "attached file secret", StringComparison.Ordinal).Replace("the file .env", "attached file .env", StringComparison.Ordinal));
        await File.AppendAllTextAsync(Path.Combine(bench.HomeDirectory, "config.toml"), DenyRule, Token);
        await WriteAsync(bench, "a b.txt", "secret/key.txt", ".env");
        await File.WriteAllTextAsync(Path.Combine(bench.Workspace, "a b.txt"), "one\ntwo\nthree\nfour\n", Token);
        var session = await bench.NewSessionAsync();

        await LinkAsync(bench, session, new Uri(Path.Combine(bench.Workspace, "a b.txt")).AbsoluteUri + "#L2-3");
        await LinkAsync(bench, session, new Uri(Path.Combine(bench.Workspace, "secret/key.txt")).AbsoluteUri);
        await LinkAsync(bench, session, new Uri(Path.Combine(bench.Workspace, ".env")).AbsoluteUri);
        await LinkAsync(bench, session, "file:///etc/passwd");

        Assert.Equal("Lines.Denied.Secret.Nothing.", bench.TextOf("agent_message_chunk"));
        var journal = await File.ReadAllTextAsync(Path.Combine(bench.HomeDirectory, "sessions", session[..4], session, "journal.jsonl"), Token);
        Assert.Contains("two\\nthree\\n", journal, StringComparison.Ordinal);
        Assert.DoesNotContain("four\\n", journal, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", journal, StringComparison.Ordinal);
        Assert.DoesNotContain("content of", journal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_WithALinkToTheChanges_BringsWhatIsKnownOfThem()
    {
        await using var bench = Start("""
            turns:
              - {at: 0, when: {user_contains: "changes since the last commit are not attached"}, answer: {text: Told.}}
              - {at: 0, answer: {text: Nothing.}}
            """);
        var session = await bench.NewSessionAsync();

        var mention = Item(await FindAsync(bench, session, "chang", "resource"), 0);
        await LinkAsync(bench, session, mention.GetProperty("uri").GetString()!);

        Assert.Equal("@changes", mention.GetProperty("insert").GetString());
        Assert.Equal("Told.", bench.TextOf("agent_message_chunk"));
    }

    [Fact]
    public async Task Prompt_ThatNamesAFileInItsWords_BringsTheFileToTheModelOnce()
    {
        await using var bench = Start("""
            turns:
              - {at: 0, when: {user_contains: "content of notes.txt"}, answer: {text: Read.}}
              - {at: 0, answer: {text: Nothing.}}
            """);
        await WriteAsync(bench, "notes.txt", "src/deep.txt");
        var session = await bench.NewSessionAsync();
        var link = $$""",{"type":"resource_link","name":"n","uri":"{{new Uri(Path.Combine(bench.Workspace, "notes.txt")).AbsoluteUri}}"}""";

        foreach (var (words, links) in new[] { ("Is @notes.txt right?", ""), ("Is @notes.txt right?", link), ("Is @deep.txt right?", link) })
        {
            await bench.RequestAsync("session/prompt", $$"""{"sessionId":"{{session}}","prompt":[{"type":"text","text":"{{words}}"}{{links}}]}""");
        }

        Assert.Equal("Read.Read.Read.", bench.TextOf("agent_message_chunk"));
        var journal = await File.ReadAllTextAsync(Path.Combine(bench.HomeDirectory, "sessions", session[..4], session, "journal.jsonl"), Token);
        Assert.Equal(3, journal.Split("content of notes.txt").Length - 1);
        Assert.DoesNotContain("@deep.txt is not attached", journal, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(AcpDoorBench bench, params string[] files)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(bench.Workspace, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, $"content of {file}\n", Token);
        }
    }

    private static Task LinkAsync(AcpDoorBench bench, string session, string uri) => bench.RequestAsync(
        "session/prompt", $$"""{"sessionId":"{{session}}","prompt":[{"type":"text","text":"see"},{"type":"resource_link","name":"n","uri":"{{uri}}"}]}""");

    private static async Task<JsonElement> FindAsync(AcpDoorBench bench, string session, string query, string kind, int? limit = null)
    {
        var answer = await bench.RequestAsync("_editoragent/mentions", $$"""{"sessionId":"{{session}}","query":"{{query}}","kinds":["{{kind}}"]{{(limit is { } most ? $",\"limit\":{most}" : "")}}}""");
        return answer.GetProperty("result");
    }

    private static JsonElement Item(JsonElement found, int at) => found.GetProperty("items")[at];

    private static List<string?> Inserts(JsonElement found) => [.. found.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("insert").GetString())];
}
