using System.Text.Json;
using EditorAgent.BuiltInTools.Web;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using Xunit;

namespace EditorAgent.Tests.BuiltInTools.Web;

public sealed class WebSearchToolTests : IAsyncDisposable
{
    private readonly LocalWeb web = new();

    public ValueTask DisposeAsync() => this.web.DisposeAsync();

    [Theory]
    [InlineData("results")]
    [InlineData("search_results")]
    public async Task RunAsync_PostsTheQueryWithTheKey_AndListsWhatWasFound(string member)
    {
        this.web.Serve("/search", "application/json", $$"""{"{{member}}":[{"title":"One","url":"https://one.example/","snippet":"first\n  words"},{"title":"no address"},{"title":"Two","url":"https://two.example/"},{"title":"Three","url":"https://three.example/"}]}""");

        var result = await this.SearchAsync("how to", 2);

        Assert.Equal("- One\n  https://one.example/\n  first words\n- Two\n  https://two.example/", result.Text);
        Assert.Equal(TextOrigin.Outside, result.Origin);
        var (head, body) = Assert.Single(this.web.Requests);
        Assert.StartsWith("POST /search HTTP/1.1", head, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer the-key", head, StringComparison.Ordinal);
        using var sent = JsonDocument.Parse(body);
        Assert.Equal("how to", sent.RootElement.GetProperty("query").GetString());
        Assert.Equal(2, sent.RootElement.GetProperty("limit").GetInt32());
    }

    [Theory]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "answered 302")]
    [InlineData("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "answered 401")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\noops", "no JSON")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}", "no list of results")]
    public async Task RunAsync_WhenTheServiceAnswersSomethingElse_SaysSo(string answer, string told)
    {
        this.web.ServeRaw("/search", answer);

        var result = await this.SearchAsync("x", 5);

        Assert.True(result.IsError);
        Assert.Contains(told, result.Text, StringComparison.Ordinal);
        Assert.Single(this.web.Requests);
    }

    [Fact]
    public void Create_WithoutAService_OffersNoSearch()
    {
        var policy = new PermissionPolicy([], PermissionMode.Ask);

        Assert.Equal(["web_fetch"], WebToolSet.Create(new WebSettings(), policy, TimeProvider.System).Select(tool => tool.Definition.Name));
        Assert.Equal(
            ["web_fetch", "web_search"],
            WebToolSet.Create(new WebSettings { Search = new SearchSettings(new Uri("https://search.example")) }, policy, TimeProvider.System).Select(tool => tool.Definition.Name));
    }

    private Task<Core.Tools.ToolResult> SearchAsync(string query, int limit) =>
        WebFetchToolTests.CallAsync(new WebSearchTool(new SearchSettings(new Uri(this.web["/search"])) { ApiKey = "the-key" }, TimeProvider.System), new { query, limit });
}
