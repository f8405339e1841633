using EditorAgent.Core.Configuration;
using Xunit;

namespace EditorAgent.Tests.Configuration;

public sealed class WrittenSecretsTests
{
    [Theory]
    [InlineData("api_key = \"the-key\"")]
    [InlineData("api_key = 'the-key' # mine")]
    [InlineData("api_key = \"the-key")]
    [InlineData("api_key = the-key")]
    [InlineData("api_key \"the-key\"")]
    [InlineData("\"api_key\"=\"the-key\"")]
    [InlineData("providers.local.api_key = \"the-key\"")]
    [InlineData("providers = { local = { type = \"openai\", api_key = 'the-key' } }")]
    [InlineData("api_key = \"\"\"\nthe-key\"\"\"")]
    [InlineData("api_key_env = \"MINE\"")]
    [InlineData("[providers.local.headers]\nX-Auth = \"the-key\"")]
    [InlineData("[providers.local.headers\nX-Auth = 'the-key'")]
    [InlineData("headers = { X-Auth = \"the-key\" }")]
    [InlineData("headers.X-Auth = \"the-key\"")]
    public void In_TextWithAKey_HoldsIt(string text) =>
        Assert.Contains("the-key", WrittenSecrets.In(text, new Dictionary<string, string> { ["MINE"] = "the-key" }));

    [Theory]
    [InlineData("model = \"kimi\"\nbase_url = \"https://api.example\"")]
    [InlineData("# api_key = \"the-key\"")]
    [InlineData("[providers.local.headers]\n[models.main]\nmodel = \"kimi\"")]
    [InlineData("api_key = \"\"\nmodel = \"kimi\"")]
    public void In_TextWithoutKeys_HoldsNothing(string text) =>
        Assert.Empty(WrittenSecrets.In(text, new Dictionary<string, string>()));
}
