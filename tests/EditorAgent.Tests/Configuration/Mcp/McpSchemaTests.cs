using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Schemas;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Workspaces;
using Xunit;

namespace EditorAgent.Tests.Configuration.Mcp;

/// <summary>The schema that editors get says the same as the reader, but for what only the reader can know (folders, placeholders, who speaks).</summary>
public sealed class McpSchemaTests : IDisposable
{
    private static readonly JsonElement Document = JsonElement.Parse(File.ReadAllBytes(SchemaFile()));
    private static readonly CompiledSchema Schema = CompiledSchema.Compile(Document);

    /// <summary>Each member with values that are good and values that are not.</summary>
    private static readonly (string Member, string[] Good, string[] Bad)[] Members =
    [
        ("command", ["\"x\""], ["7", "\"\"", "null"]),
        ("args", ["[]", "[\"a\",\"\"]"], ["\"a\"", "[1]", "{}"]),
        ("env", ["{}", "{\"A_1\":\"b\"}"], ["[]", "{\"A=B\":\"c\"}", "{\"A\":1}", "{\"1A\":\"b\"}"]),
        ("cwd", ["\"/tmp\""], ["7"]),
        ("url", ["\"https://x.test/mcp\"", "\"HTTP://127.0.0.1:1/\""], ["\"file:///x\"", "7"]),
        ("headers", ["{}", "{\"X-A\":\"b\"}"], ["{\"X A\":\"b\"}", "{\"A\":null}"]),
        ("bearerTokenEnvVar", ["\"TOKEN\""], ["\"A B\"", "\"\"", "7"]),
        ("transport", ["\"http\"", "\"sse\"", "\"stdio\""], ["\"pipe\"", "7"]),
        ("enabled", ["true", "false"], ["\"true\"", "1"]),
        ("disabled", ["true", "false"], ["0"]),
        ("startupTimeoutMs", ["1", "3600000"], ["0", "3600001", "1.5", "\"1\""]),
        ("toolTimeoutMs", ["30000"], ["-1", "null"]),
        ("enabledTools", ["[\"a\"]"], ["\"a\"", "[null]"]),
        ("disabledTools", ["[]"], ["true"]),
        ("roots", ["true", "false", "[\"sub\"]"], ["\"sub\"", "[1]"]),
        ("oauth", ["{\"clientId\":\"a\",\"callbackPort\":1,\"scopes\":[\"s\"],\"grant\":\"jwt_bearer\",\"privateKeyFile\":\"/k\"}"], ["7", "{\"clientID\":\"a\"}", "{\"callbackPort\":0}", "{\"scopes\":[\"\"]}", "{\"grant\":\"x\"}"]),
        ("comand", [], ["\"x\""]),
    ];

    private readonly TemporaryDirectory directory = new();
    private readonly Workspace workspace;

    public McpSchemaTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "absolute paths are written otherwise there");
        Directory.CreateDirectory(this.directory["repo/sub"]);
        this.workspace = new Workspace(this.directory["repo"], [], []);
    }

    [Fact]
    public void Schema_IsOneAndDescribesEveryMember()
    {
        Assert.Empty(Schema.Faults);
        var server = Document.GetProperty("$defs").GetProperty("server").GetProperty("properties");
        Assert.Equal(Members.Select(member => member.Member).Where(member => member != "comand").Append("type").Order(), server.EnumerateObject().Select(member => member.Name).Order());
        Assert.All(
            server.EnumerateObject().Concat(server.GetProperty("oauth").GetProperty("properties").EnumerateObject()).Concat(Document.GetProperty("properties").EnumerateObject()),
            member => Assert.True(member.Value.TryGetProperty("description", out _), member.Name));
    }

    [Fact]
    public void Schema_OfAnyCombinationOfMembers_SaysWhatTheReaderSays()
    {
        var random = new Random(5);
        var (accepted, refused) = (0, 0);
        for (var i = 0; i < 4_000; i++)
        {
            var members = Members.Where(_ => random.Next(6) == 0).Select(member =>
            {
                var pool = member.Good.Length > 0 && (member.Bad.Length == 0 || random.Next(12) > 0) ? member.Good : member.Bad;
                return $"\"{member.Member}\":{pool[random.Next(pool.Length)]}";
            });
            var what = random.Next(3) switch { 0 => "\"command\":\"x\"", 1 => "\"url\":\"https://x.test/\"", _ => "\"enabled\":true" };
            var entry = string.Join(',', members.Append(what).DistinctBy(member => member.Split(':')[0]));
            var file = $$"""{"mcpServers":{"s":{ {{entry}} } } }""";

            this.AssertSame(file, ref accepted, ref refused);
        }

        Assert.True(accepted > 200 && refused > 200, $"{accepted} and {refused}: the files were all of one kind");
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"$schema":"x","mcpServers":{}}""")]
    [InlineData("""{"servers":{"a":{"command":"x"}}}""")]
    [InlineData("""{"servers":{},"mcpServers":{}}""")]
    [InlineData("""{"mcpServers":[]}""")]
    [InlineData("""[]""")]
    [InlineData("""{"mcpServers":{"a__b":{"command":"x"}}}""")]
    [InlineData("""{"mcpServers":{"a b":{"command":"x"}}}""")]
    [InlineData("""{"mcpServers":{"a":7}}""")]
    [InlineData("""{"mcpServers":{"a":{"type":"sse","url":"https://x.test/"}}}""")]
    [InlineData("""{"inputs":[{"id":"a","type":"promptString","description":"d","password":true},{"id":"b"}]}""")]
    [InlineData("""{"inputs":[{"id":"a","type":"pickString"}]}""")]
    [InlineData("""{"inputs":[{"id":"a b"}]}""")]
    [InlineData("""{"inputs":[{"type":"promptString"}]}""")]
    [InlineData("""{"inputs":[{"id":"a","default":"x"}]}""")]
    [InlineData("""{"inputs":[{"id":"a","password":1}]}""")]
    [InlineData("""{"inputs":{}}""")]
    public void Schema_OfAFile_SaysWhatTheReaderSays(string file)
    {
        var (accepted, refused) = (0, 0);
        this.AssertSame(file, ref accepted, ref refused);
    }

    public void Dispose() => this.directory.Dispose();

    private void AssertSame(string file, ref int accepted, ref int refused)
    {
        var read = McpConfigurationReader.Read("mcp.json", McpServerScope.User, this.workspace, Encoding.UTF8.GetBytes(file));
        var violation = Schema.Validate(JsonElement.Parse(file));
        Assert.True(read.Problems.IsEmpty == violation is null, $"{file}\nreader: {string.Join(" ", read.Problems)}\nschema: {violation}");
        accepted += read.Problems.IsEmpty ? 1 : 0;
        refused += read.Problems.IsEmpty ? 0 : 1;
    }

    private static string SchemaFile([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../../../protocol/schema/mcp.schema.json"));
}
