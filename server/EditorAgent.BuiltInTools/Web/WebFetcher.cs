using System.Globalization;
using System.Net;
using EditorAgent.Core.Permissions;

namespace EditorAgent.BuiltInTools.Web;

/// <summary>
/// Fetches a page and makes it text: at most five redirects, 5 MB after decompression, thirty seconds in all. A redirect within a host is
/// followed unless a rule denies its target; one to another host only if a rule or a grant allows that.
/// </summary>
internal sealed class WebFetcher(GuardedWeb web, Func<Uri, PermissionDecision> judge, bool allowsLoopback, TimeProvider time)
{
    public const int LargestPage = 5 * 1024 * 1024;

    private const int MostRedirects = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Of a processor's time, whatever else the clock of the limits says.</summary>
    private static readonly TimeSpan LongestParsing = TimeSpan.FromSeconds(5);

    /// <exception cref="WebFetchException">It could not be fetched, or is nothing that can be read.</exception>
    public async Task<WebOutcome> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await this.FollowAsync(address, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WebFetchException($"The host did not answer in time ({Limit.TotalSeconds:0} s).");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw new WebFetchException("The connection broke off, or what came over it was no web page.", broken);
        }
    }

    private async Task<WebOutcome> FollowAsync(Uri address, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var response = await web.GetAsync(address, cancellationToken);
            if (RedirectOf(response) is not { } location)
            {
                return response.IsSuccessStatusCode
                    ? new WebOutcome.Fetched(new WebPage(address, await ReadAsync(response, address, cancellationToken)))
                    : throw new WebFetchException(string.Create(CultureInfo.InvariantCulture, $"The server answered {(int)response.StatusCode} ({response.StatusCode})."));
            }

            if (redirects == MostRedirects)
            {
                throw new WebFetchException($"The address redirects more than {MostRedirects} times.");
            }

            var target = this.TargetOf(address, location);
            var decision = judge(target);
            if (decision == PermissionDecision.Deny)
            {
                throw new WebFetchException("The address redirects to one that a rule denies. Nothing was sent there.");
            }

            if (!WebAddress.IsSameHost(address, target) && decision != PermissionDecision.Allow)
            {
                return new WebOutcome.Elsewhere(target);
            }

            address = target;
        }
    }

    private Uri TargetOf(Uri from, Uri location)
    {
        var (target, _) = Uri.TryCreate(from, location, out var whole) && whole.Scheme is "http" or "https" ? WebAddress.Parse(whole.AbsoluteUri, allowsLoopback) : (null, null);
        return target ?? throw new WebFetchException("The address redirects to one that is not fetched: a private address, another machine's name for this one, or no web address. Nothing was sent there.");
    }

    private static Uri? RedirectOf(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
            ? response.Headers.Location
            : null;

    private static async Task<string> ReadAsync(HttpResponseMessage response, Uri address, CancellationToken cancellationToken)
    {
        var type = response.Content.Headers.ContentType;
        if (!PageText.CanRead(type?.MediaType))
        {
            throw new WebFetchException("This address holds no text that can be read (its content type is neither HTML nor text, JSON or XML).");
        }

        if (response.Content.Headers.ContentLength > LargestPage)
        {
            throw TooLarge();
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var whole = new MemoryStream();
        var buffer = new byte[32 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (whole.Length + count > LargestPage)
            {
                throw TooLarge();
            }

            whole.Write(buffer.AsSpan(0, count));
        }

        using var limit = new CancellationTokenSource(LongestParsing, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return PageText.Of(whole.GetBuffer().AsSpan(0, (int)whole.Length), type?.MediaType, type?.CharSet, address, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WebFetchException("This page is built in a way that takes too long to read.");
        }
    }

    private static WebFetchException TooLarge() => new($"This page is larger than {LargestPage / 1024 / 1024} MB.");
}
