using System.Text;
using System.Text.Json;
using StreamJsonRpc;
using Xunit;

namespace EditorAgent.Protocol.Tests.Doors.Transport;

/// <summary>What the connection promises whatever the methods behind it do.</summary>
public sealed class AcpTransportTests
{
    [Fact]
    public async Task Request_WhenAnswered_IsOneLineEndedByLineFeedOnly()
    {
        await using var server = new ProbeServer();
        await server.Client.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"echo","params":{"text":"a\nb"}}""");
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{"text":"a\nb"}}""", await server.Client.ReadLineAsync());
    }

    [Fact]
    public async Task Request_WhenIdIsAString_IsAnsweredUnderTheSameString()
    {
        await using var server = new ProbeServer();
        await server.Client.SendAsync("""{"jsonrpc":"2.0","id":"7","method":"echo","params":{"text":"x"}}""" + "\r");
        Assert.Equal("7", (await server.Client.ReadAsync()).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("""{"text":"x","_meta":{"traceparent":"00-1"}}""")]
    [InlineData("""{"_meta":null,"text":"x","somethingNew":[1,2]}""")]
    public async Task Request_WhenParamsHaveUnknownMembers_IsServed(string parameters)
    {
        await using var server = new ProbeServer();
        await server.Client.SendAsync($$$"""{"jsonrpc":"2.0","id":1,"method":"echo","params":{{{parameters}}}}""");
        Assert.Equal("x", (await server.Client.ReadAsync()).GetProperty("result").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Request_WhenParamsAreAbsent_ReachesTheMethodWithNull()
    {
        await using var server = new ProbeServer();
        await server.Client.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"echo"}""");
        Assert.Equal("(none)", (await server.Client.ReadAsync()).GetProperty("result").GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"text":5}""")]
    [InlineData("""{"text":"x","number":"one"}""")]
    [InlineData("""{"text":"x","text":"y"}""")]
    public async Task Request_WhenParamsDoNotFit_IsInvalidParamsWithoutTypeNames(string parameters)
    {
        await using var server = new ProbeServer();
        await server.Client.SendAsync($$$"""{"jsonrpc":"2.0","id":1,"method":"echo","params":{{{parameters}}}}""");
        var answer = await server.Client.ReadAsync();
        Assert.Equal(1, answer.GetProperty("id").GetInt32());
        Assert.Equal(parameters.Contains("\"y\"", StringComparison.Ordinal) ? -32600 : -32602, answer.GetProperty("error").GetProperty("code").GetInt32());
        Assert.DoesNotContain("EditorAgent", answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("System.", answer.ToString(), StringComparison.Ordinal);
        Assert.False(answer.GetProperty("error").TryGetProperty("data", out _));
    }

    [Fact]
    public async Task Request_WhenMethodIsUnknown_IsMethodNotFoundWithoutTypeNames()
    {
        await using var server = new ProbeServer();
        await server.Client.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"_vendor/thing","params":{"a":1}}""");
        var answer = await server.Client.ReadAsync();
        Assert.Equal(-32601, answer.GetProperty("error").GetProperty("code").GetInt32());
        Assert.DoesNotContain("object", answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notification_WhenUnknown_IsIgnored()
    {
        await using var server = new ProbeServer();
        await server.Client.SendAsync("""{"jsonrpc":"2.0","method":"_vendor/thing","params":{"a":1}}""");
        await server.Client.SendAsync("""{"jsonrpc":"2.0","id":2,"method":"echo","params":{"text":"x"}}""");
        Assert.Equal(2, (await server.Client.ReadAsync()).GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task Request_WhenHandlerHasABug_IsInternalErrorThatTellsNothing()
    {
        await using var server = new ProbeServer();
        await server.Client.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"throw/bug","params":{"text":"x"}}""");
        var error = (await server.Client.ReadAsync()).GetProperty("error");
        Assert.Equal(-32603, error.GetProperty("code").GetInt32());
        Assert.False(error.TryGetProperty("data", out _));
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(server.Log.Lines, line => line.Contains("secret detail", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Request_WhenHandlerMeansAnError_KeepsItsCodeAndMessage()
    {
        await using var server = new ProbeServer();
        await server.Client.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"throw/meant"}""");
        Assert.Equal(
            """{"jsonrpc":"2.0","id":1,"error":{"code":-32002,"message":"No such session."}}""",
            await server.Client.ReadLineAsync());
    }

    [Fact]
    public async Task Request_WhenResultCannotBeSerialised_IsInternalErrorAndTheNextLineIsWhole()
    {
        await using var server = new ProbeServer();
        await server.Client.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"unserializable"}""");
        await server.Client.SendAsync("""{"jsonrpc":"2.0","id":2,"method":"echo","params":{"text":"x"}}""");
        var answers = new[] { await server.Client.ReadAsync(), await server.Client.ReadAsync() };
        Assert.Equal(-32603, answers.Single(answer => answer.GetProperty("id").GetInt32() == 1).GetProperty("error").GetProperty("code").GetInt32());
        Assert.True(answers.Single(answer => answer.GetProperty("id").GetInt32() == 2).TryGetProperty("result", out _));
    }

    [Theory]
    [InlineData("not json at all", -32700, "null")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"echo","params":""", -32700, "null")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"id":2,"method":"echo"}""", -32600, "2")]
    [InlineData("[]", -32600, "null")]
    [InlineData("42", -32600, "null")]
    [InlineData("{}", -32600, "null")]
    [InlineData("""{"jsonrpc":"1.0","id":3,"method":"echo"}""", -32600, "3")]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":5}""", -32600, "3")]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":null}""", -32600, "3")]
    [InlineData("""{"jsonrpc":"2.0","id":{"a":1},"method":"echo"}""", -32600, "null")]
    [InlineData("""{"jsonrpc":"2.0","id":1.5,"method":"echo"}""", -32600, "null")]
    [InlineData("""{"jsonrpc":"2.0","id":"s","method":"echo","params":null}""", -32600, "\"s\"")]
    [InlineData("""{"jsonrpc":"2.0","id":"s","method":"echo","params":"x"}""", -32600, "\"s\"")]
    [InlineData("""{"jsonrpc":"2.0","id":"s","method":"echo","params":["x"]}""", -32600, "\"s\"")]
    [InlineData("""{"jsonrpc":"2.0","id":9,"error":{}}""", -32600, "null")]
    [InlineData("""{"jsonrpc":"2.0","result":{}}""", -32600, "null")]
    public async Task Line_WhenItIsNoMessage_IsAnsweredAndTheConnectionGoesOn(string line, int code, string id)
    {
        await using var server = new ProbeServer();
        await server.Client.SendAsync(line);
        await server.Client.SendAsync("""{"jsonrpc":"2.0","id":77,"method":"echo","params":{"text":"x"}}""");

        var complaint = await server.Client.ReadAsync();
        Assert.Equal(code, complaint.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(id, complaint.GetProperty("id").GetRawText());
        Assert.Equal("2.0", complaint.GetProperty("jsonrpc").GetString());
        Assert.Equal(77, (await server.Client.ReadAsync()).GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task Line_WhenBytesAreNotUtf8_IsAParseError()
    {
        await using var server = new ProbeServer();
        await server.Client.SendRawAsync(new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'\n' });
        Assert.Equal(-32700, (await server.Client.ReadAsync()).GetProperty("error").GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":999,"result":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"999","error":{"code":-1,"message":"?"}}""")]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Line_WhenItAnswersNothingOrIsBlank_IsDropped(string line)
    {
        await using var server = new ProbeServer();
        await server.Client.SendAsync(line);
        await server.Client.SendAsync("""{"jsonrpc":"2.0","id":2,"method":"echo","params":{"text":"x"}}""");
        Assert.Equal(2, (await server.Client.ReadAsync()).GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task Response_WhenSentTwice_SecondIsDropped()
    {
        await using var server = new ProbeServer();
        var asked = server.Rpc.InvokeWithParameterObjectAsync<ProbeResult>("ask", new ProbeResult("?"), TestContext.Current.CancellationToken);
        var id = (await server.Client.ReadAsync()).GetProperty("id").GetRawText();
        await server.Client.SendAsync($$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"text":"first"}}""");
        await server.Client.SendAsync($$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"text":"second"}}""");
        Assert.Equal("first", (await asked).Text);
        await server.Client.SendAsync("""{"jsonrpc":"2.0","id":2,"method":"echo","params":{"text":"x"}}""");
        Assert.Equal(2, (await server.Client.ReadAsync()).GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task Line_WhenLongerThanTheLimit_IsAnsweredOnceAndEndsTheConnection()
    {
        await using var server = new ProbeServer(lineLimit: 10_000);
        await server.Client.SendRawAsync(Encoding.UTF8.GetBytes(new string('x', 20_000)));
        var error = (await server.Client.ReadAsync()).GetProperty("error");
        Assert.Equal(-32600, error.GetProperty("code").GetInt32());
        Assert.Contains("10000", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<InvalidDataException>(() => server.Rpc.Completion.WaitAsync(JsonLineClient.Patience));
    }

    [Fact]
    public async Task Line_WhenJustWithinTheLimit_IsServed()
    {
        await using var server = new ProbeServer(lineLimit: 10_000);
        var text = new string('x', 9_900);
        await server.Client.SendAsync($$$"""{"jsonrpc":"2.0","id":1,"method":"echo","params":{"text":"{{{text}}}"}}""");
        Assert.Equal(text, (await server.Client.ReadAsync()).GetProperty("result").GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("5")]
    [InlineData("\"five\"")]
    public async Task CancelRequest_WhenClientSendsIt_CancelsTheHandlerAndAnswersCancelled(string id)
    {
        await using var server = new ProbeServer();
        await server.Client.SendAsync($$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"wait"}""");
        await server.Target.Waiting.Task.WaitAsync(JsonLineClient.Patience, TestContext.Current.CancellationToken);
        await server.Client.SendAsync("""{"jsonrpc":"2.0","method":"$/cancel_request","params":{"requestId":"other"}}""");
        await server.Client.SendAsync("""{"jsonrpc":"2.0","method":"$/cancel_request"}""");
        await server.Client.SendAsync($$$$"""{"jsonrpc":"2.0","method":"$/cancel_request","params":{"requestId":{{{{id}}}},"_meta":{}}}""");
        var answer = await server.Client.ReadAsync();
        Assert.Equal(id, answer.GetProperty("id").GetRawText());
        Assert.Equal(-32800, answer.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task CancelRequest_WhenWeCancel_IsSentWithRequestIdAndTheWaitEndsAtOnce()
    {
        await using var server = new ProbeServer();
        using var stop = new CancellationTokenSource();
        var asked = server.Rpc.InvokeWithParameterObjectAsync<ProbeResult>("ask", new ProbeResult("?"), stop.Token).WaitAsync(stop.Token);
        var id = (await server.Client.ReadAsync()).GetProperty("id").GetRawText();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);

        var wish = await server.Client.ReadAsync();
        Assert.Equal("$/cancel_request", wish.GetProperty("method").GetString());
        Assert.Equal($$$"""{"requestId":{{{id}}}}""", wish.GetProperty("params").GetRawText());
        Assert.False(wish.TryGetProperty("id", out _));

        await server.Client.SendAsync($$$"""{"jsonrpc":"2.0","id":{{{id}}},"error":{"code":-32800,"message":"cancelled"}}""");
        await server.Client.SendAsync("""{"jsonrpc":"2.0","id":2,"method":"echo","params":{"text":"x"}}""");
        Assert.Equal(2, (await server.Client.ReadAsync()).GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task ErrorResponse_WhenItCarriesData_ReachesTheCallerAsAnErrorWithItsCode()
    {
        await using var server = new ProbeServer();
        var asked = server.Rpc.InvokeWithParameterObjectAsync<ProbeResult>("ask", new ProbeResult("?"), TestContext.Current.CancellationToken);
        var id = (await server.Client.ReadAsync()).GetProperty("id").GetRawText();
        await server.Client.SendAsync($$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"error":{"code":-32002,"message":"gone","data":{"type":"System.Object","x":[1]}}}""");
        var exception = await Assert.ThrowsAsync<RemoteInvocationException>(() => asked);
        Assert.Equal(-32002, exception.ErrorCode);
    }

    [Fact]
    public async Task AfterResponse_WhenRegistered_RunsOnlyBehindTheResponse()
    {
        await using var server = new ProbeServer();
        for (var round = 0; round < 50; round++)
        {
            await server.Client.SendAsync($$$"""{"jsonrpc":"2.0","id":{{{round}}},"method":"then/notify"}""");
            Assert.Equal(round, (await server.Client.ReadAsync()).GetProperty("id").GetInt32());
            Assert.Equal("after", (await server.Client.ReadAsync()).GetProperty("method").GetString());
        }
    }

    [Fact]
    public async Task Requests_WhenSentInABurst_StartInTheirOrder()
    {
        await using var server = new ProbeServer();
        for (var number = 0; number < 200; number++)
        {
            await server.Client.SendAsync($$$"""{"jsonrpc":"2.0","id":{{{number}}},"method":"echo","params":{"text":"{{{number}}}"}}""");
        }

        for (var number = 0; number < 200; number++)
        {
            await server.Client.ReadAsync();
        }

        Assert.Equal(Enumerable.Range(0, 200).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)), server.Target.Calls);
    }

    [Fact]
    public async Task Messages_WhenSent_CarryNoRootMembersBeyondJsonRpc()
    {
        await using var server = new ProbeServer();
        using var activity = new System.Diagnostics.Activity("test").Start();
        await server.Rpc.NotifyWithParameterObjectAsync("note", new ProbeResult("x"));
        var note = await server.Client.ReadAsync();
        Assert.Equal(["jsonrpc", "method", "params"], note.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task EndOfInput_RightBehindARequest_StillGetsTheAnswer()
    {
        await using var server = new ProbeServer();
        await server.Client.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"echo","params":{"text":"last"}}""");
        await server.Client.CloseInputAsync();
        Assert.Equal(1, (await server.Client.ReadAsync()).GetProperty("id").GetInt32());
        await server.Rpc.Completion.WaitAsync(JsonLineClient.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task EndOfInput_WhenClientCloses_CompletesAndCancelsWhatRuns()
    {
        await using var server = new ProbeServer();
        await server.Client.SendAsync("""{"jsonrpc":"2.0","id":1,"method":"wait"}""");
        await server.Target.Waiting.Task.WaitAsync(JsonLineClient.Patience, TestContext.Current.CancellationToken);
        await server.Client.CloseInputAsync();
        await server.Rpc.Completion.WaitAsync(JsonLineClient.Patience, TestContext.Current.CancellationToken);
    }
}
