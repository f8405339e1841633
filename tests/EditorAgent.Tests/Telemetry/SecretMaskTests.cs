using System.Text.Json;
using EditorAgent.Core.Telemetry;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace EditorAgent.Tests.Telemetry;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("key sk-abcdefghijklmnop1234 used", "key *** used")]
    [InlineData("ghp_abcdefghijklmnopqrstuvwxyz0123456789", "***")]
    [InlineData("AKIAIOSFODNN7EXAMPLE", "***")]
    [InlineData("Authorization: Bearer abc.def-123456", "Authorization: Bearer ***")]
    [InlineData("authorization: Basic dXNlcjpwYXNzd29yZA==", "authorization: Basic ***")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-_123", "***")]
    [InlineData("Server=db;User Id=sa;Password=hunter22;Encrypt=true", "Server=db;User Id=sa;Password=***;Encrypt=true")]
    [InlineData("AccountKey=Zm9vYmFy==;EndpointSuffix=x", "AccountKey=***;EndpointSuffix=x")]
    [InlineData("https://user:s3cret-pw@example.org/x", "https://user:***@example.org/x")]
    [InlineData("{\"api_key\":\"0123456789abcdef\"}", "{\"api_key\":\"***\"}")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----\nafter", "***\nafter")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIE and nothing else", "***")]
    [InlineData("gho_abcdefghijklmnopqrstuvwxyz0123456789", "***")]
    [InlineData("GITHUB_PAT_abcdefghijklmnopqrstuvwxyz", "***")]
    [InlineData("glpat-abcdefghijklmnop1234", "***")]
    [InlineData("npm_abcdefghijklmnopqrstuvwxyz0123456789", "***")]
    [InlineData("ASIAIOSFODNN7EXAMPLE", "***")]
    [InlineData("aizaabcdefghijklmnopqrstuvwxyz0123456789", "***")]
    [InlineData("xoxb-1234567890-abcdef", "***")]
    [InlineData("PWD = hunter22", "PWD = ***")]
    [InlineData("SharedAccessKey=hunter22", "SharedAccessKey=***")]
    [InlineData("client-secret: 0123456789abcdef", "client-secret: ***")]
    [InlineData("access_token=0123456789abcdef", "access_token=***")]
    [InlineData("s\u212a-abcdefghijklmnop1234", "***")]
    public void Of_WhenTextHoldsAKeyOfAKnownKind_MasksIt(string text, string masked) => Assert.Equal(masked, SecretMask.Of(text));

    [Theory]
    [InlineData("A task-based api, sk-ill and password rules.")]
    [InlineData("git commit 3f2a9c81d0b7e6f5a4938271605f4e3d2c1b0a99 in src/Invoice.cs")]
    [InlineData("https://example.org:8080/path?x=1#y")]
    [InlineData("if (token == expected) return key;")]
    public void Of_WhenTextHoldsNone_LeavesItAlone(string text) => Assert.Equal(text, SecretMask.Of(text));

    [Fact]
    public void Of_WithAnyTextAroundALearntKey_NeverShowsIt()
    {
        const string key = "k/9\"+x key <1>";
        SecretMask.Learn(key);
        Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<string>(), ArbMap.Default.ArbFor<string>(), (before, after) =>
        {
            var text = before + key + after + JsonSerializer.Serialize(new[] { key }) + Uri.EscapeDataString(key);
            var masked = SecretMask.Of(text);
            return !masked.Contains(key, StringComparison.Ordinal)
                && !masked.Contains(JsonEncodedText.Encode(key).Value, StringComparison.Ordinal)
                && !masked.Contains(Uri.EscapeDataString(key), StringComparison.Ordinal);
        }));
    }

    [Fact]
    public void MaskedText_HoweverAKeyIsCut_NeverShowsIt()
    {
        const string key = "learnt-key-5f2c9a";
        SecretMask.Learn(key);
        var text = $"the key is {key}, and sk-abcdefghijklmnop1234.\nEnd";
        for (var first = 0; first < text.Length; first++)
        {
            for (var second = first; second < text.Length; second++)
            {
                var masked = new MaskedText();
                var whole = masked.Next(text[..first]) + masked.Next(text[first..second]) + masked.Next(text[second..]) + masked.End();
                Assert.Equal("the key is ***, and ***.\nEnd", whole);
            }
        }
    }

    [Fact]
    public void MaskedJson_WhenArgumentsAreMasked_StayJson()
    {
        var masked = MaskedJson.OfText("""{"arguments":"{\"command\":\"psql 'Password=abcdef'\"}","image":"image/png","data":"AAAA","n":1}""");
        var root = JsonElement.Parse(masked);
        Assert.StartsWith("psql 'Password=***", JsonElement.Parse(root.GetProperty("arguments").GetString()!).GetProperty("command").GetString(), StringComparison.Ordinal);
        Assert.Equal("(left out)", root.GetProperty("data").GetString());
        Assert.Equal(1, root.GetProperty("n").GetInt32());
    }
}
