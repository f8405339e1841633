using System.Net;
using System.Web;
using EditorAgent.Mcp.Authorization;

namespace EditorAgent.Mcp.Tests.Authorization;

/// <summary>A browser that goes straight back with an answer of the test's choice.</summary>
internal sealed class Visitor(Func<string, string, string>? answer = null)
{
    public List<Uri> Opened { get; } = [];

    public List<HttpStatusCode> Pages { get; } = [];

    public string LastPage { get; private set; } = "";

    public async Task<bool> OpenAsync(LoginAddress login, CancellationToken cancellationToken)
    {
        this.Opened.Add(login.Address);
        var query = HttpUtility.ParseQueryString(login.Address.Query);
        await this.GoAsync($"{query["redirect_uri"]}?{answer?.Invoke(query["state"]!, login.Address.GetLeftPart(UriPartial.Authority)) ?? $"code=the-code&state={query["state"]}"}", cancellationToken);
        return true;
    }

    public async Task GoAsync(string address, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        using var page = await client.GetAsync(new Uri(address), cancellationToken);
        this.Pages.Add(page.StatusCode);
        this.LastPage = await page.Content.ReadAsStringAsync(cancellationToken);
    }
}
