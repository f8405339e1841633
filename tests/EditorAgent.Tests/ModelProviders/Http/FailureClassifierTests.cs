using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.ModelProviders.Http;
using Xunit;

namespace EditorAgent.Tests.ModelProviders.Http;

public sealed class FailureClassifierTests
{
    [Theory]
    [InlineData(400, """{"error":{"type":"content_filter","message":"no"}}""", ModelFailureKind.ContentFiltered)]
    [InlineData(400, """{"error":{"type":"invalid_request_error","message":"The request was rejected because it was considered high risk"}}""", ModelFailureKind.ContentFiltered)]
    [InlineData(400, """{"error":{"type":"invalid_request_error","message":"Input token length too long"}}""", ModelFailureKind.ContextOverflow)]
    [InlineData(400, """{"error":{"type":"invalid_request_error","message":"Your request exceeded model token limit : 262144 (requested: 300000)"}}""", ModelFailureKind.ContextOverflow)]
    [InlineData(400, """{"error":{"code":"context_length_exceeded","message":"too much"}}""", ModelFailureKind.ContextOverflow)]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}""", ModelFailureKind.ContextOverflow)]
    [InlineData(400, """{"error":{"type":"exceed_context_size_error","message":"the request exceeds the available context size","n_ctx":4096}}""", ModelFailureKind.ContextOverflow)]
    [InlineData(400, """{"error":{"type":"invalid_request_error","message":"unsupported image url"}}""", ModelFailureKind.MediaRejected)]
    [InlineData(400, """{"error":{"type":"invalid_request_error","message":"invalid image data"}}""", ModelFailureKind.MediaRejected)]
    [InlineData(400, """{"error":{"type":"invalid_request_error","message":"unsupported format"}}""", ModelFailureKind.InvalidRequest)]
    [InlineData(400, """{"error":{"type":"invalid_request_error","message":"tool_call_id is missing"}}""", ModelFailureKind.InvalidRequest)]
    [InlineData(422, """{"detail":[{"msg":"field required"}]}""", ModelFailureKind.InvalidRequest)]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the API."}}""", ModelFailureKind.QuotaExhausted)]
    [InlineData(401, """{"error":{"type":"invalid_authentication_error","message":"Invalid Authentication"}}""", ModelFailureKind.Unauthorized)]
    [InlineData(401, """{"error":{"type":"incorrect_api_key_error","message":"Incorrect API key provided"}}""", ModelFailureKind.Unauthorized)]
    [InlineData(402, """{"error":{"message":"Insufficient balance"}}""", ModelFailureKind.QuotaExhausted)]
    [InlineData(403, """{"error":{"type":"permission_denied_error","message":"only available for Coding Agents"}}""", ModelFailureKind.Forbidden)]
    [InlineData(404, """{"error":{"type":"resource_not_found_error","message":"Not found the model or Permission denied"}}""", ModelFailureKind.NotFound)]
    [InlineData(413, """{"error":{"message":"Request exceeds the maximum size"}}""", ModelFailureKind.BodyTooLarge)]
    [InlineData(413, "<html>413 Request Entity Too Large</html>", ModelFailureKind.BodyTooLarge)]
    [InlineData(413, """{"error":{"message":"Request too large: 300000 tokens"}}""", ModelFailureKind.ContextOverflow)]
    [InlineData(429, """{"error":{"type":"engine_overloaded_error","message":"The engine is currently overloaded"}}""", ModelFailureKind.Transient)]
    [InlineData(429, """{"error":{"type":"rate_limit_reached_error","message":"max RPM: 3, please try again after 1 seconds"}}""", ModelFailureKind.Transient)]
    [InlineData(429, """{"error":{"type":"rate_limit_reached_error","message":"your token quota per minute is reached, balance it"}}""", ModelFailureKind.Transient)]
    [InlineData(429, """{"error":{"type":"rate_limit_reached_error","message":"request reached organization TPD rate limit, current: 1500001"}}""", ModelFailureKind.QuotaExhausted)]
    [InlineData(429, """{"error":{"type":"exceeded_current_quota_error","message":"x"}}""", ModelFailureKind.QuotaExhausted)]
    [InlineData(429, """{"error":{"type":"other","message":"You exceeded your current quota, please check your plan"}}""", ModelFailureKind.QuotaExhausted)]
    [InlineData(429, """{"error":{"type":"other","message":"You exceeded your current (token) quota"}}""", ModelFailureKind.QuotaExhausted)]
    [InlineData(429, """{"error":{"message":"please check your account balance"}}""", ModelFailureKind.QuotaExhausted)]
    [InlineData(429, """{"error":{"message":"insufficient balance"}}""", ModelFailureKind.QuotaExhausted)]
    [InlineData(429, """{"error":{"message":"please recharge"}}""", ModelFailureKind.QuotaExhausted)]
    [InlineData(429, """{"error":{"message":"your account is in arrears"}}""", ModelFailureKind.QuotaExhausted)]
    [InlineData(429, """{"error":{"code":"insufficient_quota","message":"x"}}""", ModelFailureKind.QuotaExhausted)]
    [InlineData(429, "", ModelFailureKind.Transient)]
    [InlineData(429, """{"error":{"error":{"error":{"type":"insufficient_quota"}}}}""", ModelFailureKind.QuotaExhausted)]
    [InlineData(429, """{"error":{"error":{"error":{"error":{"type":"insufficient_quota"}}}}}""", ModelFailureKind.Transient)]
    [InlineData(408, "", ModelFailureKind.Transient)]
    [InlineData(409, "", ModelFailureKind.Transient)]
    [InlineData(500, """{"error":{"type":"server_error"}}""", ModelFailureKind.Transient)]
    [InlineData(500, """{"error":{"type":"unexpected_output"}}""", ModelFailureKind.Transient)]
    [InlineData(502, "<html>Bad Gateway</html>", ModelFailureKind.Transient)]
    [InlineData(503, """{"error":{"type":"server_unavailable"}}""", ModelFailureKind.Transient)]
    [InlineData(504, "", ModelFailureKind.Transient)]
    [InlineData(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", ModelFailureKind.Transient)]
    [InlineData(499, """{"error":{"type":"client_closed_request"}}""", ModelFailureKind.Transient)]
    [InlineData(307, "", ModelFailureKind.NotFound)]
    [InlineData(418, "", ModelFailureKind.InvalidRequest)]
    [InlineData(200, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", ModelFailureKind.Transient)]
    [InlineData(200, """{"error":{"code":502,"message":"Upstream"}}""", ModelFailureKind.Transient)]
    [InlineData(200, """{"error":{"code":401,"message":"No"}}""", ModelFailureKind.Unauthorized)]
    [InlineData(200, """{"error":{"type":"invalid_request_error","message":"No"}}""", ModelFailureKind.InvalidRequest)]
    [InlineData(200, """{"error":{"type":"exceeded_current_quota_error","message":"No"}}""", ModelFailureKind.QuotaExhausted)]
    [InlineData(200, """{"error":"something"}""", ModelFailureKind.Transient)]
    [InlineData(200, """{"error":{"message":"This model's maximum context length is 8192 tokens"}}""", ModelFailureKind.ContextOverflow)]
    public void Classify_WhenVendorRefuses_GivesWhatIsToBeDone(int status, string body, ModelFailureKind expected)
    {
        var failure = FailureClassifier.Classify(new FailedAnswer(status, body, "vendor", "api.example.com", ChatDialect.Moonshot));

        Assert.Equal(expected, failure.Kind);
        Assert.Equal(expected is ModelFailureKind.Transient, failure.IsRetryable);
        Assert.Equal(status == 200 ? null : status, failure.HttpStatus);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.DoesNotContain('<', failure.Message);
    }

    [Theory]
    [InlineData("Your request exceeded model token limit : 262144 (requested: 300000)", 262144)]
    [InlineData("Your request exceeded model token limit: 131072", 131072)]
    [InlineData("prompt is too long: 210000 tokens > 200000 maximum", 200000)]
    [InlineData("input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000, decrease input", 200000)]
    [InlineData("This model's maximum context length is 128,000 tokens. However, you requested 130000 tokens", 128000)]
    [InlineData("Input token length too long", null)]
    public void Classify_WhenOverflowNamesTheWindow_LearnsIt(string message, int? window)
    {
        var body = $$$"""{"error":{"type":"invalid_request_error","message":"{{{message}}}"}}""";

        var failure = FailureClassifier.Classify(new FailedAnswer(400, body, "vendor", "api.example.com", ChatDialect.Generic));

        Assert.Equal(ModelFailureKind.ContextOverflow, failure.Kind);
        Assert.Equal(window, failure.ContextWindow);
    }

    [Fact]
    public void Classify_WhenLlamaCppNamesItsSize_LearnsIt()
    {
        const string body = """{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_ctx":4096}}""";

        Assert.Equal(4096, FailureClassifier.Classify(new FailedAnswer(400, body, "local", "127.0.0.1", ChatDialect.Generic)).ContextWindow);
    }

    [Theory]
    [InlineData("api.moonshot.ai", true)]
    [InlineData("api.moonshot.cn", true)]
    [InlineData("api.openai.com", false)]
    public void Classify_WhenKeyRefused_HintsAtTheOtherPlatformOnlyForMoonshot(string host, bool hints)
    {
        var failure = FailureClassifier.Classify(new FailedAnswer(401, "", "kimi", host, ChatDialect.Moonshot));

        Assert.Equal(hints, failure.Message.Contains("api.moonshot.cn", StringComparison.Ordinal));
        Assert.Contains("kimi", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_WhenDailyLimit_SaysWhenItResets()
    {
        const string body = """{"error":{"type":"rate_limit_reached_error","message":"reached TPD limit"}}""";

        var failure = FailureClassifier.Classify(new FailedAnswer(429, body, "kimi", "api.moonshot.ai", ChatDialect.Moonshot, TimeSpan.FromSeconds(9), "t-1"));

        Assert.Contains("tomorrow", failure.Message, StringComparison.Ordinal);
        Assert.Contains("[trace t-1]", failure.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(9), failure.RetryAfter);
        Assert.Equal("t-1", failure.TraceId);
    }
}
