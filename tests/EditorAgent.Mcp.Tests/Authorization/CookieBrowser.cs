using System.Net;
using System.Text.RegularExpressions;
using EditorAgent.Mcp.Authorization;

namespace EditorAgent.Mcp.Tests.Authorization;

/// <summary>A browser and the person before it: follows redirects, keeps cookies, fills in the login form and agrees to what is asked.</summary>
internal sealed partial class CookieBrowser
{
    private readonly CookieContainer cookies = new();

    public List<LoginAddress> Opened { get; } = [];

    /// <summary>What the last page said.</summary>
    public string LastPage { get; private set; } = "";

    public async Task<bool> OpenAsync(LoginAddress login, CancellationToken cancellationToken)
    {
        this.Opened.Add(login);
        using var handler = new HttpClientHandler { CookieContainer = this.cookies };
        using var client = new HttpClient(handler);
        var page = await client.GetAsync(login.Address, cancellationToken);
        for (var i = 0; i < 4; i++)
        {
            this.LastPage = await page.Content.ReadAsStringAsync(cancellationToken);
            if (Action().Match(this.LastPage) is not { Success: true } form)
            {
                return true;
            }

            var isLogin = this.LastPage.Contains("type=\"password\"", StringComparison.Ordinal);
            var fields = new Dictionary<string, string> { ["prompt"] = isLogin ? "login" : "consent", ["login"] = "somebody", ["password"] = "anything" };
            page = await client.PostAsync(new Uri(login.Address, WebUtility.HtmlDecode(form.Groups[1].Value)), new FormUrlEncodedContent(fields), cancellationToken);
        }

        throw new InvalidOperationException("The login has no end: " + this.LastPage);
    }

    [GeneratedRegex("<form[^>]*action=\"([^\"]+)\"")]
    private static partial Regex Action();
}
