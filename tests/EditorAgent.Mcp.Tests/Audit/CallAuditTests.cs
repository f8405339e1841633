using System.Text.Json;
using EditorAgent.Mcp.Audit;
using EditorAgent.Mcp.Tests.Trust;
using Xunit;

namespace EditorAgent.Mcp.Tests.Audit;

public sealed class CallAuditTests : IDisposable
{
    private readonly TrustFixture fixture = new();

    [Fact]
    public async Task Append_WritesOneRecordALineWithItsSecretsMasked()
    {
        var audit = new CallAudit(this.fixture.Directory, TimeProvider.System);
        await audit.AppendAsync(Record("""{"sql":"select 1","password":"x","key":"sk-abcdefghijklmnopqrstuvwx"}"""), TestContext.Current.CancellationToken);
        await audit.AppendAsync(Record("{}"), TestContext.Current.CancellationToken);

        var lines = await File.ReadAllLinesAsync(this.fixture.Only("*.jsonl"), TestContext.Current.CancellationToken);
        var first = JsonDocument.Parse(lines[0]).RootElement;
        var second = JsonDocument.Parse(lines[1]).RootElement;
        Assert.Equal((1, 2), (first.GetProperty("n").GetInt32(), second.GetProperty("n").GetInt32()));
        Assert.Equal(("db", "query", "person", "answered"), (first.GetProperty("server").GetString(), first.GetProperty("tool").GetString(), first.GetProperty("approvedBy").GetString(), first.GetProperty("outcome").GetString()));
        Assert.Equal("""{"sql":"select 1","password":"x","key":"***"}""", first.GetProperty("arguments").GetRawText());
        Assert.NotEqual(first.GetProperty("previous").GetString(), second.GetProperty("previous").GetString());
    }

    public void Dispose() => this.fixture.Dispose();

    internal static CallRecord Record(string arguments, string server = "db") => new()
    {
        Workspace = "/repo", Server = server, ServerHash = "h", Tool = "query", Arguments = JsonDocument.Parse(arguments).RootElement,
        ApprovedBy = "person", Rule = "once", Duration = TimeSpan.FromMilliseconds(12.5), Outcome = "answered", ResultBytes = 3, CallId = "call_1",
    };
}
